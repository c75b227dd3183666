import type { Shape } from '../shape-types/dim.ts';
import { sameShape, showAval } from '../tensor/aval.ts';
import { TensorError } from '../tensor/error.ts';
import { mul } from '../tensor/ops/arithmetic.ts';
import { shapedLike } from '../tensor/ops/shaped-like.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * Grey levels 0…255, as files and generators have them, as 0…1, as convolutions see them.
 *
 * @throws TensorError when they are not f32 numbers of the shape
 */
export const fromGreyLevels = <S extends Shape>(
  op: string,
  levels: Tensor<S>,
  shape: readonly number[],
): Tensor<S> => {
  if (levels.dtype !== 'f32' || !sameShape(levels.shape, shape))
    throw new TensorError(
      op,
      'the grey levels do not fit the configuration',
      [levels],
      showAval({ shape, dtype: 'f32' }),
    );
  return shapedLike(mul(levels, 1 / 255), levels);
};
