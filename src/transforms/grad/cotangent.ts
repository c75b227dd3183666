import type { Aval } from '../../tensor/aval.ts';
import { binary, full } from '../../tensor/build.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import type { Takes } from '../reach.ts';

/** A tangent or a cotangent. Nothing stands for zero: what is known to be zero is never computed with. */
export type Maybe = AnyTensor | undefined;

/** The sum of two, either of which may be zero. */
export const plus = (a: Maybe, b: Maybe): Maybe =>
  a === undefined ? b : b === undefined ? a : binary('add', a, b);

/** A zero that has to be there as a tensor. */
export const zeros = ({ shape, dtype }: Aval): AnyTensor => full(shape, 0, dtype);

/** Which outputs of an equation depend differentiably on its inputs, if any of these does. */
export const differentiably: Takes = ({ primitive, outputs }) =>
  outputs.map(({ dtype }) => dtype === 'f32' && primitive !== 'stopGradient');
