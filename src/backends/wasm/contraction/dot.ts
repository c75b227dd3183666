/** The primitive `dot` as a contraction. */
import type { Params } from '../../../tensor/primitives.ts';
import { freeAxes } from '../../../tensor/shape-rules/contraction.ts';
import type { Contraction } from './spec.ts';

type Numbers = readonly number[];

const at = (list: Numbers, i: number): number => {
  const x = list[i];
  if (x === undefined) throw new RangeError(`contraction: no axis ${i}`);
  return x;
};

/**
 * `dot` of operands wherever their elements are: strides in elements, not negative, 0 where an axis repeats.
 *
 * @param outStrides of the result [...batch, ...free of a, ...free of b], whose last axis has stride 1
 */
export const dotContraction = (
  { aBatch, bBatch, aContract, bContract }: Params['dot'],
  [aShape, aStrides]: readonly [shape: Numbers, strides: Numbers],
  [bShape, bStrides]: readonly [shape: Numbers, strides: Numbers],
  outStrides: Numbers,
): Contraction => {
  const aFree = freeAxes(aShape.length, aBatch, aContract);
  const bFree = freeAxes(bShape.length, bBatch, bContract);
  const pair = (axis: number, other: number) => ({
    size: at(aShape, axis),
    a: at(aStrides, axis),
    b: at(bStrides, other),
  });
  return {
    batch: aBatch.map((axis, i) => ({ ...pair(axis, at(bBatch, i)), c: at(outStrides, i) })),
    rows: aFree.map((axis, i) => ({
      size: at(aShape, axis),
      a: at(aStrides, axis),
      c: at(outStrides, aBatch.length + i),
    })),
    inner: aContract.map((axis, i) => pair(axis, at(bContract, i))),
    columns: bFree.map((axis, i) => ({
      size: at(bShape, axis),
      b: at(bStrides, axis),
      c: at(outStrides, aBatch.length + aFree.length + i),
    })),
    init: 'zero',
  };
};
