/**
 * The matrices of resizes: how much each input counts in each output along one axis.
 */
import { demand } from '../error.ts';

/** One row for each output, one number for each input; every row sums to 1. */
export type ResizeWeights = readonly (readonly number[])[];

const cells = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const demandSizes = (op: string, nIn: number, nOut: number): void => {
  const positive = [nIn, nOut].every((n) => Number.isSafeInteger(n) && n >= 1);
  demand(positive, op, `sizes must be whole numbers ≥ 1, got ${nIn} and ${nOut}`);
};

/**
 * The weights of area averaging: output o covers [o · nIn / nOut, (o + 1) · nIn / nOut), and each input counts by
 * how much of it is covered. The same definition serves for more outputs than inputs.
 *
 * @throws TensorError when a size is not a whole number ≥ 1.
 * @example
 * ```ts
 * import { areaWeights } from 'thwc';
 * areaWeights(3, 2); // [[2/3, 1/3, 0], [0, 1/3, 2/3]]
 * ```
 */
export const areaWeights = (nIn: number, nOut: number): ResizeWeights => {
  demandSizes('areaWeights', nIn, nOut);
  // In units of 1 / nOut of an input all borders are integers: the overlaps are exact.
  const overlap = (o: number, i: number) =>
    Math.max(0, Math.min((o + 1) * nIn, (i + 1) * nOut) - Math.max(o * nIn, i * nOut));
  return cells(nOut).map((o) => cells(nIn).map((i) => overlap(o, i) / nIn));
};

/**
 * The weights of linear interpolation between cell centres; centres beyond the outermost are clamped to them. With
 * `antialias` the triangle is as wide as an output cell where that is more than an input cell.
 */
export const bilinearWeights = (nIn: number, nOut: number, antialias: boolean): ResizeWeights => {
  demandSizes('bilinearWeights', nIn, nOut);
  const width = antialias ? Math.max(1, nIn / nOut) : 1;
  return cells(nOut).map((o) => {
    const centre = ((o + 0.5) * nIn) / nOut - 0.5;
    const triangle = cells(nIn).map((i) => Math.max(0, 1 - Math.abs(i - centre) / width));
    const total = triangle.reduce((sum, w) => sum + w, 0);
    return triangle.map((w) => w / total);
  });
};
