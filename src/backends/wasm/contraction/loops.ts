/** Nested loops over two pointers that move by constant strides, unrolled where that pays. */
import {
  doWhile,
  type I32,
  i32,
  type Local,
  type Locals,
  nop,
  type Stmt,
  seq,
  when,
} from '../assembler/index.ts';
import { volume } from './spec.ts';

/** One axis of a nest. Strides in bytes. */
export interface LoopAxis {
  readonly size: number;
  readonly a: number;
  readonly b: number;
}

/** What is done along the last axis: some elements from the pointers' places plus offsets on. */
export interface Step {
  /** How many elements one turn of an unrolled loop takes. */
  readonly turn: number;
  /** Handles `count` elements, at most `turn`. */
  readonly emit: (aOffset: number, bOffset: number, count: number) => Stmt;
}

export interface Nest {
  readonly axes: readonly LoopAxis[];
  /** Run time's size of the first axis, instead of the one it has. `whole`: always a multiple of a turn. */
  readonly counted?: { readonly count: I32; readonly whole: boolean };
}

/** Up to how many elements a nest is written out instead of looped over. */
const unrolled = 12;

interface Emitted {
  readonly stmt: Stmt;
  /** How far the pointers are from where they were. */
  readonly a: number;
  readonly b: number;
}

/** The loops. The pointers are somewhere else afterwards. */
export const nest = (
  { axes, counted }: Nest,
  a: Local<'i32'>,
  b: Local<'i32'>,
  local: Locals,
  { turn, emit }: Step,
): Stmt => {
  const move = (byA: number, byB: number): Stmt =>
    seq(
      byA === 0 ? nop : a.set(i32.add(a.get, i32.const(byA))),
      byB === 0 ? nop : b.set(i32.add(b.get, i32.const(byB))),
    );
  /** `body` as often as `times` says, at least once. */
  const repeat = (times: I32, body: Stmt): Stmt => {
    const left = local('i32');
    return seq(left.set(times), doWhile(body, left.tee(i32.sub(left.get, i32.const(1)))));
  };
  const along = ({ a: byA, b: byB }: LoopAxis, from: number, count: number): Stmt =>
    count <= 0
      ? nop
      : seq(
          emit(from * byA, from * byB, Math.min(turn, count)),
          along({ size: 0, a: byA, b: byB }, from + turn, count - turn),
        );
  /** All elements of these axes, at constant offsets. */
  const flat = (rest: readonly LoopAxis[], aOffset: number, bOffset: number): Stmt => {
    const [axis, ...inside] = rest;
    if (axis === undefined) return emit(aOffset, bOffset, 1);
    const { size, a: byA, b: byB } = axis;
    const starts = Array.from({ length: inside.length === 0 ? Math.ceil(size / turn) : size }, (_, i) => i);
    return seq(
      ...starts.map((i) =>
        inside.length === 0
          ? emit(aOffset + i * turn * byA, bOffset + i * turn * byB, Math.min(turn, size - i * turn))
          : flat(inside, aOffset + i * byA, bOffset + i * byB),
      ),
    );
  };
  const fixed = (rest: readonly LoopAxis[]): Emitted => {
    const [axis, ...inside] = rest;
    if (axis === undefined || volume(rest) <= unrolled) return { stmt: flat(rest, 0, 0), a: 0, b: 0 };
    const { size, a: byA, b: byB } = axis;
    if (inside.length === 0) {
      const turns = Math.floor(size / turn);
      const done = turns * turn;
      const body = seq(emit(0, 0, turn), move(turn * byA, turn * byB));
      return {
        stmt: seq(repeat(i32.const(turns), body), along(axis, 0, size - done)),
        a: done * byA,
        b: done * byB,
      };
    }
    const body = fixed(inside);
    return {
      stmt: repeat(i32.const(size), seq(body.stmt, move(byA - body.a, byB - body.b))),
      a: size * byA,
      b: size * byB,
    };
  };
  const [first, ...inside] = axes;
  if (counted === undefined || first === undefined) return fixed(axes).stmt;
  if (inside.length > 0) {
    const body = fixed(inside);
    return repeat(counted.count, seq(body.stmt, move(first.a - body.a, first.b - body.b)));
  }
  const turns = i32.div_u(counted.count, i32.const(turn));
  const rest = i32.rem_u(counted.count, i32.const(turn));
  const one = seq(emit(0, 0, 1), move(first.a, first.b));
  return seq(
    when(turns, repeat(turns, seq(emit(0, 0, turn), move(turn * first.a, turn * first.b)))),
    counted.whole || turn === 1 ? nop : when(rest, repeat(rest, one)),
  );
};
