/**
 * What is known of indices before anything runs.
 */
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';

/** The i32 indices of an op; constant ones must be positions of an axis of `size`. */
export const demandIndices = (op: string, indices: AnyTensor, size: number): void => {
  build.demandDType(op, indices, 'i32');
  const { source } = indices;
  if (source.primitive !== 'constant') return;
  const outside = source.params.value.data.find((i) => i < 0 || i >= size);
  demand(outside === undefined, op, `index ${outside} is out of range`, [indices], `0 ≤ index < ${size}`);
};
