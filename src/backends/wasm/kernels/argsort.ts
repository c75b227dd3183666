/** The order of the last axis' elements. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import {
  after,
  doWhile,
  f32,
  forRange,
  type I32,
  i32,
  i64,
  type Local,
  type Locals,
  loopWhile,
  procedure,
  type Stmt,
  select,
  seq,
} from '../assembler/index.ts';
import { advance, plus, times } from './arithmetic.ts';
import type { Kernel } from './kernel.ts';

/**
 * An integer that is ordered as an element is. The bits of a float are sign and magnitude, so those of negative ones are
 * turned over; −0 becomes 0 before, and every NaN the largest integer.
 */
const keyOf = (isFloat: boolean, address: I32, local: Locals): I32 => {
  if (!isFloat) return i32.load(address);
  const [x, bits] = [local('f32'), local('i32')];
  // The sign in all bits but the sign's own.
  const turned = i32.shr_u(i32.shr_s(bits.get, i32.const(31)), i32.const(1));
  return after(
    seq(x.set(f32.load(address)), bits.set(i32.reinterpret_f32(f32.add(x.get, f32.const(0))))),
    select(i32.xor(bits.get, turned), i32.const(0x7fffffff), f32.eq(x.get, x.get)),
  );
};

/**
 * `argsort` (x) → i32, positions that sort the last axis ascending; equal elements in their order, NaN last. Merge sort of 64-bit words,
 * key above position: no two are equal, so that it is stable by itself. A unit is a row.
 */
export const argsortKernel = (x: Aval): Kernel => {
  const row = x.shape.at(-1) ?? 0;
  // One of the two halves is read, the other written.
  const half = 16 * Math.ceil(row / 2);
  return {
    key: `argsort ${x.dtype} ${row}`,
    pointers: 2,
    units: row === 0 ? 0 : sizeOf(x.shape) / row,
    work: 4 * row * (1 + Math.ceil(Math.log2(Math.max(1, row)))),
    scratch: 2 * half,
    build: () =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([data, out, scratch, first, end], local) => {
        const [unit, i, from, to, swap] = [
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
          local('i32'),
        ];
        const address = local('i32');
        const rowStart = (base: I32): I32 => i32.add(base, times(unit.get, 4 * row));
        const key = keyOf(x.dtype === 'f32', address.get, local);
        const labelled = seq(
          address.set(rowStart(data.get)),
          to.set(scratch.get),
          forRange(
            i,
            i32.const(0),
            i32.const(row),
            1,
            seq(
              i64.store(to.get, i64.or(i64.shl32(i64.extend_i32_u(key)), i64.extend_i32_u(i.get))),
              advance(address, 4),
              advance(to, 8),
            ),
          ),
        );
        const written = seq(
          address.set(rowStart(out.get)),
          forRange(
            i,
            i32.const(0),
            i32.const(row),
            1,
            seq(
              // The lower half of a word.
              i32.store(address.get, i32.load(i32.add(from.get, times(i.get, 8)))),
              advance(address, 4),
            ),
          ),
        );
        const width = local('i32');
        const passes = seq(
          from.set(scratch.get),
          to.set(plus(scratch.get, half)),
          width.set(i32.const(8)),
          loopWhile(
            i32.lt_u(width.get, i32.const(8 * row)),
            seq(
              mergeRuns(local, from.get, to.get, width.get, 8 * row),
              swap.set(from.get),
              from.set(to.get),
              to.set(swap.get),
              width.set(i32.shl(width.get, i32.const(1))),
            ),
          ),
        );
        return forRange(unit, first.get, end.get, 1, seq(labelled, passes, written));
      }),
  };
};

/** Merges neighbouring runs of `width` bytes of 64-bit words, from one place to another. */
const mergeRuns = (local: Locals, from: I32, to: I32, width: I32, total: number): Stmt => {
  const [a, aEnd, b, bEnd, next, stop] = [
    local('i32'),
    local('i32'),
    local('i32'),
    local('i32'),
    local('i32'),
    local('i32'),
  ];
  const [x, y, takesB] = [local('i64'), local('i64'), local('i32')];
  const atMost = (z: I32): I32 => select(z, stop.get, i32.lt_u(z, stop.get));
  // Which run is next follows no pattern, so it is reckoned with, not branched on.
  const one = seq(
    x.set(i64.load(a.get)),
    y.set(i64.load(b.get)),
    takesB.set(i64.lt_s(y.get, x.get)),
    i64.store(next.get, select(y.get, x.get, takesB.get)),
    a.set(i32.sub(plus(a.get, 8), i32.shl(takesB.get, i32.const(3)))),
    b.set(i32.add(b.get, i32.shl(takesB.get, i32.const(3)))),
    advance(next, 8),
  );
  const rest = (run: Local<'i32'>, finish: I32): Stmt =>
    loopWhile(
      i32.lt_u(run.get, finish),
      seq(i64.store(next.get, i64.load(run.get)), advance(run, 8), advance(next, 8)),
    );
  return seq(
    a.set(from),
    next.set(to),
    stop.set(plus(from, total)),
    doWhile(
      seq(
        aEnd.set(atMost(i32.add(a.get, width))),
        b.set(aEnd.get),
        bEnd.set(atMost(i32.add(b.get, width))),
        loopWhile(i32.and(i32.lt_u(a.get, aEnd.get), i32.lt_u(b.get, bEnd.get)), one),
        rest(a, aEnd.get),
        rest(b, bEnd.get),
        a.set(bEnd.get),
      ),
      i32.lt_u(a.get, stop.get),
    ),
  );
};
