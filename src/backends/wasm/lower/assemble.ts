import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { Collector } from './collect.ts';
import type { View } from './view.ts';

/** Everywhere a number, and each operand at its place in the result. */
export const assemble = (
  to: Collector,
  out: Aval,
  fill: number | undefined,
  parts: readonly { readonly view: View; readonly offset: number; readonly strides: readonly number[] }[],
): View => {
  const node = to.node(out);
  const filled = parts.filter(({ view }) => sizeOf(view.shape) > 0);
  const places = filled.map(({ view, offset, strides }) => ({
    node: node.id,
    dtype: out.dtype,
    shape: view.shape,
    strides,
    offset,
    moves: [],
  }));
  return to.add({ kind: 'assemble', fill, operands: filled.map(({ view }) => view), places, out: node });
};
