/**
 * What ops on two operands give for \`pipe\` when the other operand is a number: it fits every tensor.
 */
import type { Shape } from '../../shape-types/dim.ts';
import type { DType } from '../dtype.ts';
import type { Numeric } from '../ops/broadcasting.ts';
import type { Tensor } from '../tensor.ts';

/** Takes a tensor of numbers or integers and gives one of its shape and dtype. */
export type SameKind = <S extends Shape, D extends Numeric>(x: Tensor<S, D>) => Tensor<S, D>;

/** Takes a tensor of numbers and gives one of its shape. */
export type SameShape = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/** Takes a tensor of some dtypes and gives a mask of its shape. */
export type MaskOf<Takes extends DType> = <S extends Shape, D extends Takes>(
  x: Tensor<S, D>,
) => Tensor<S, 'bool'>;
