/** Reductions over whole axes. */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Params, ReduceOp } from '../../../tensor/primitives.ts';
import { reduceIdentity } from '../../../tensor/reduce-identity.ts';
import { fromAxes } from '../arrays/index.ts';
import { isEmpty, type Lazy } from '../arrays/lazy.ts';
import { elementOf } from '../source/elements.ts';
import { literal } from '../source/literal.ts';
import { plus, times, truth } from '../source/scope.ts';
import { wordOfIndex } from '../source/words.ts';
import { firstBest, foldOf, nested } from './fold.ts';
import type { Context, Operand } from './operand.ts';
import { clamp, reshapeLazy, transposeLazy } from './shaping.ts';

/** On bool `max` is any, and `min` all: 0 and 1 are numbers here. */
const foldAxes = (x: Lazy, op: ReduceOp, axes: readonly number[], out: Aval): Lazy => {
  const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const sizes = axes.map((axis) => x.shape[axis] ?? 1);
  return {
    ...out,
    at: (scope, index) => {
      const fold = foldOf(scope, op, out.dtype, elementOf(out.dtype, 0));
      const outer = kept.map((_, i) => index.along(scope, i));
      nested(scope, sizes, (inside, positions) => {
        const where = x.shape.map((_, axis) =>
          axes.includes(axis)
            ? (positions[axes.indexOf(axis)] ?? literal(0))
            : (outer[kept.indexOf(axis)] ?? literal(0)),
        );
        fold.take(inside, x.at(inside, fromAxes(where)));
      });
      return fold.result();
    },
    arrays: x.arrays,
    work: sizeOf(sizes) * (x.work + 1),
    loops: true,
  };
};

/** More elements than this, for fewer results than that, are reduced in two stages: else few threads would do it all. */
const longRun = 512;
const manyResults = 8192;

/** Runs of a long axis, reduced each by a thread: the last may be shorter. */
const foldRuns = (x: Lazy, op: ReduceOp, length: number): Lazy => {
  const [results = 1, total = 1] = x.shape;
  const runs = Math.ceil(total / length);
  const out = { shape: [results, runs], dtype: x.dtype };
  return {
    ...out,
    at: (scope, index) => {
      const fold = foldOf(scope, op, x.dtype, elementOf(x.dtype, 0));
      const [result, run] = [index.along(scope, 0), index.along(scope, 1)];
      const start = times(scope, run, length);
      scope.loop(length, (inside, position) => {
        const at = plus(inside, start, position);
        if (runs * length === total) fold.take(inside, x.at(inside, fromAxes([result, at])));
        else {
          const counts = truth(inside, `${at} < ${literal(total)}`);
          fold.take(inside, x.at(inside, fromAxes([result, clamp(inside, at, total)])), counts);
        }
      });
      return fold.result();
    },
    arrays: x.arrays,
    work: length * (x.work + 1),
    loops: true,
  };
};

export const reduce = (
  { op, axes }: Params['reduce'],
  operand: Operand,
  out: Aval,
  { store, filled }: Context,
): Lazy => {
  if (isEmpty(operand)) return filled(out, reduceIdentity(op, out.dtype));
  const x = operand.inLoop();
  const count = sizeOf(axes.map((axis) => x.shape[axis] ?? 1));
  const results = sizeOf(out.shape);
  if (count < longRun || results >= manyResults) return foldAxes(x, op, axes, out);
  const kept = x.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const rows = reshapeLazy(transposeLazy(x, [...kept, ...axes]), [results, count]);
  const runs = store(foldRuns(rows, op, Math.ceil(Math.sqrt(count))));
  return reshapeLazy(store(foldAxes(runs, op, [1], { shape: [results], dtype: out.dtype })), out.shape);
};

export const argReduce = ({ op, axis }: Params['argReduce'], operand: Operand, out: Aval): Lazy => {
  const x = operand.inLoop();
  const kept = x.shape.flatMap((_, other) => (other === axis ? [] : [other]));
  return {
    ...out,
    at: (scope, index) => {
      const outer = kept.map((_, i) => index.along(scope, i));
      const best = firstBest(scope, op === 'argmax' ? 'max' : 'min', x.dtype);
      nested(scope, [x.shape[axis] ?? 1], (inside, [position = literal(0)]) => {
        const where = x.shape.map((_, other) =>
          other === axis ? position : (outer[kept.indexOf(other)] ?? literal(0)),
        );
        best.take(inside, x.at(inside, fromAxes(where)), position);
      });
      return wordOfIndex(scope, best.position());
    },
    arrays: x.arrays,
    work: (x.shape[axis] ?? 1) * (x.work + 2),
    loops: true,
  };
};
