/**
 * Untyped builders: numbers become constants, shapes are broadcast, primitives are applied. Ops are written
 * with these; their typed signatures stand in front of them.
 */
import type { ReduceOptions } from '../shape-types/reduction.ts';
import { apply } from './apply.ts';
import type { Aval } from './aval.ts';
import { sameShape, sizeOf } from './aval.ts';
import type { DType } from './dtype.ts';
import { demand } from './error.ts';
import type { BinaryOp, ReduceOp, UnaryOp } from './primitives.ts';
import type { AnyTensor } from './tensor.ts';
import type { AnyValue } from './value.ts';
import { allocate, makeValue } from './values.ts';

export const constant = (value: AnyValue): AnyTensor => apply('constant', { value }, []);

/** One number as a tensor without axes. */
export const scalar = (x: number, dtype: DType): AnyTensor => {
  const data = allocate(dtype, 1);
  data[0] = x;
  return constant(makeValue([], dtype, data));
};

/** One number repeated over a shape. */
export const full = (shape: readonly number[], x: number, dtype: DType): AnyTensor =>
  broadcastTo('full', scalar(x, dtype), shape);

export const reshapeTo = (x: AnyTensor, shape: readonly number[]): AnyTensor =>
  sameShape(x.shape, shape) ? x : apply('reshape', { shape }, [x]);

export const transposeBy = (x: AnyTensor, permutation: readonly number[]): AnyTensor =>
  permutation.every((axis, i) => axis === i) && permutation.length === x.shape.length
    ? x
    : apply('transpose', { permutation }, [x]);

/** The shape that two shapes broadcast to (NumPy's rule: aligned at the end, 1 stretches). */
export const broadcastShapes = (op: string, a: Aval, b: Aval): readonly number[] => {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => {
    const [m, n] = [a.shape[i - rank + a.shape.length] ?? 1, b.shape[i - rank + b.shape.length] ?? 1];
    demand(m === n || m === 1 || n === 1, op, `sizes ${m} and ${n} do not broadcast`, [a, b]);
    return m === 1 ? n : m;
  });
};

/** Repeats x over a shape that it broadcasts to. */
export const broadcastTo = (op: string, x: AnyTensor, shape: readonly number[]): AnyTensor => {
  if (sameShape(x.shape, shape)) return x;
  const lead = shape.length - x.shape.length;
  demand(
    lead >= 0 && x.shape.every((n, i) => n === shape[i + lead] || n === 1),
    op,
    `does not broadcast to [${shape.join(',')}]`,
    [x],
  );
  const kept = x.shape.flatMap((n, i) => (n === shape[i + lead] ? [i] : []));
  const squeezed = reshapeTo(
    x,
    kept.map((i) => x.shape[i] ?? 1),
  );
  return apply('broadcast', { shape, axes: kept.map((i) => i + lead) }, [squeezed]);
};

export const unary = (op: UnaryOp, x: AnyTensor): AnyTensor => apply('unary', { op }, [x]);

/** The op takes tensors of these dtypes. */
export const demandDType = (op: string, x: Aval, ...takes: readonly DType[]): void =>
  demand(takes.includes(x.dtype), op, `does not take ${x.dtype}`, [x], takes.join(' or '));

/** A tensor, or a number that takes the other operand's dtype. */
export type Operand = AnyTensor | number;

const dtypeOf = (...operands: readonly Operand[]): DType =>
  operands.reduce<DType>((dtype, x) => (typeof x === 'number' ? dtype : x.dtype), 'f32');

/** A number beside an i32 tensor is an i32: it must be one, or it would be rounded unseen. */
export const lift = (x: Operand, dtype: DType, name = 'constant'): AnyTensor => {
  if (typeof x !== 'number') return x;
  demand(
    dtype === 'f32' || (dtype === 'i32' ? x === (x | 0) : x === 0 || x === 1),
    name,
    `${x} is no ${dtype}`,
  );
  return scalar(x, dtype);
};

/** Applies a binary primitive to what broadcasts to one shape. `name` is the op that errors name. */
export const binary = (op: BinaryOp, a: Operand, b: Operand, name: string = op): AnyTensor => {
  const dtype = dtypeOf(a, b);
  const [x, y] = [lift(a, dtype, name), lift(b, dtype, name)];
  demand(x.dtype === y.dtype, name, 'dtypes differ', [x, y]);
  const shape = broadcastShapes(name, x, y);
  return apply('binary', { op }, [broadcastTo(name, x, shape), broadcastTo(name, y, shape)]);
};

/** An axis counted from the front; negative axes count from the end. */
export const normalAxis = (op: string, axis: number, x: Aval, rank: number = x.shape.length): number => {
  demand(
    Number.isInteger(axis) && axis >= -rank && axis < rank,
    op,
    `axis ${axis} is out of range`,
    [x],
    rank === 0 ? 'an axis' : `−${rank} ≤ axis < ${rank}`,
  );
  return axis < 0 ? axis + rank : axis;
};

/** Axes counted from the front, ascending, each named once; all axes where none are named. */
export const normalAxes = (op: string, axes: number | readonly number[] | undefined, x: Aval): number[] => {
  if (axes === undefined) return range(x.shape.length);
  const list = typeof axes === 'number' ? [axes] : axes;
  const normal = list.map((axis) => normalAxis(op, axis, x)).toSorted((a, b) => a - b);
  demand(new Set(normal).size === normal.length, op, `names an axis twice (${list.join(', ')})`, [x]);
  return normal;
};

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export const elements = (x: Aval): number => sizeOf(x.shape);

export const convert = (x: AnyTensor, to: DType): AnyTensor =>
  x.dtype === to ? x : apply('convert', { to }, [x]);

/** a where the condition holds, else b; the three broadcast to one shape. */
export const select = (op: string, condition: AnyTensor, a: Operand, b: Operand): AnyTensor => {
  demandDType(op, condition, 'bool');
  const dtype = dtypeOf(a, b);
  const [x, y] = [lift(a, dtype, op), lift(b, dtype, op)];
  demand(x.dtype === y.dtype, op, 'dtypes differ', [x, y]);
  const shape = broadcastShapes(op, condition, { shape: broadcastShapes(op, x, y), dtype });
  return apply(
    'select',
    {},
    [condition, x, y].map((z) => broadcastTo(op, z, shape)),
  );
};

/** x without the axes named, which have size 1. */
export const dropAxes = (x: AnyTensor, axes: readonly number[]): AnyTensor =>
  reshapeTo(
    x,
    x.shape.filter((_, i) => !axes.includes(i)),
  );

export const reduce = (
  name: string,
  op: ReduceOp,
  x: AnyTensor,
  { axes, keepDims = false }: ReduceOptions,
): AnyTensor => {
  const over = normalAxes(name, axes, x);
  const reduced = over.length === 0 ? x : apply('reduce', { op, axes: over }, [x]);
  return keepDims
    ? reshapeTo(
        reduced,
        x.shape.map((n, i) => (over.includes(i) ? 1 : n)),
      )
    : reduced;
};

/** How many elements a reduction over the axes takes together. */
export const countOver = (name: string, axes: ReduceOptions['axes'], x: AnyTensor): number =>
  normalAxes(name, axes, x).reduce((n, axis) => n * (x.shape[axis] ?? 1), 1);

export const mean = (name: string, x: AnyTensor, options: ReduceOptions): AnyTensor => {
  demandDType(name, x, 'f32');
  return binary('div', reduce(name, 'sum', x, options), countOver(name, options.axes, x));
};

/** x[start : stop] along one axis. */
export const sliceAxis = (x: AnyTensor, axis: number, start: number, stop: number): AnyTensor =>
  start === 0 && stop === x.shape[axis]
    ? x
    : apply(
        'slice',
        {
          starts: x.shape.map((_, i) => (i === axis ? start : 0)),
          limits: x.shape.with(axis, stop),
          strides: x.shape.map(() => 1),
        },
        [x],
      );

export const reverse = (x: AnyTensor, axes: readonly number[]): AnyTensor =>
  axes.length === 0 ? x : apply('reverse', { axes }, [x]);

/** Axis `from` becomes axis `to` of the result; the others keep their order. */
export const moveAxis = (x: AnyTensor, from: number, to: number): AnyTensor =>
  transposeBy(x, range(x.shape.length).toSpliced(from, 1).toSpliced(to, 0, from));

export const logical = (name: string, op: 'and' | 'or' | 'xor', a: AnyTensor, b: AnyTensor): AnyTensor => {
  demandDType(name, a, 'bool');
  demandDType(name, b, 'bool');
  return binary(op, a, b, name);
};
