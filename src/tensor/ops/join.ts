/**
 * Many tensors as one, and one as many.
 */
import { apply } from '../apply.ts';
import { sameShape } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';

const demandSame = (op: string, xs: readonly AnyTensor[], free: number | null): void => {
  const [first] = xs;
  const rest = (x: AnyTensor) => (free === null ? x.shape : x.shape.toSpliced(free, 1));
  for (const x of xs) {
    if (first === undefined) return;
    demand(x.dtype === first.dtype, op, 'dtypes differ', [first, x]);
    const fits = x.shape.length === first.shape.length && sameShape(rest(x), rest(first));
    demand(fits, op, free === null ? 'shapes differ' : `shapes differ off axis ${free}`, [first, x]);
  }
};

export function concat(xs: readonly AnyTensor[], axis: number): AnyTensor {
  const [first] = xs;
  demand(first !== undefined, 'concat', 'nothing to join');
  const at = build.normalAxis('concat', axis, first);
  demandSame('concat', xs, at);
  return xs.length === 1 ? first : apply('concat', { axis: at }, xs);
}

export function stack(xs: readonly AnyTensor[], axis = 0): AnyTensor {
  const [first] = xs;
  demand(first !== undefined, 'stack', 'nothing to stack');
  const at = build.normalAxis('stack', axis, first, first.shape.length + 1);
  demandSame('stack', xs, null);
  const rows = xs.map((x) => build.reshapeTo(x, x.shape.toSpliced(at, 0, 1)));
  return apply('concat', { axis: at }, rows);
}

export function split(x: AnyTensor, parts: number | readonly number[], axis: number): readonly AnyTensor[] {
  const at = build.normalAxis('split', axis, x);
  const size = x.shape[at] ?? 0;
  const sizes = typeof parts === 'number' ? equalParts(x, size, parts) : parts;
  const total = sizes.reduce((sum, n) => sum + n, 0);
  const whole = sizes.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole && total === size, 'split', `the sizes (${sizes.join(', ')}) do not add up to axis ${axis}`, [x], `${size}`);
  const ends = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, n) => sum + n, 0));
  return sizes.map((n, i) => build.sliceAxis(x, at, (ends[i] ?? 0) - n, ends[i] ?? 0));
}

const equalParts = (x: AnyTensor, size: number, parts: number): number[] => {
  demand(Number.isSafeInteger(parts) && parts >= 1, 'split', `takes a whole number of parts ≥ 1, got ${parts}`);
  demand(size % parts === 0, 'split', `an axis of ${size} is not divisible into ${parts} parts`, [x]);
  return new Array<number>(parts).fill(size / parts);
};

export function tile(x: AnyTensor, counts: readonly number[]): AnyTensor {
  const whole = counts.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole && counts.length === x.shape.length, 'tile', `can not repeat (${counts.join(', ')}) times`, [x], 'a whole number ≥ 0 for each axis');
  // [2, 3] three and two times: [1, 2, 1, 3] → [3, 2, 2, 3] → [6, 6].
  const apart = build.reshapeTo(x, x.shape.flatMap((n) => [1, n]));
  const repeated = build.broadcastTo('tile', apart, x.shape.flatMap((n, i) => [counts[i] ?? 1, n]));
  return build.reshapeTo(repeated, x.shape.map((n, i) => n * (counts[i] ?? 1)));
}
