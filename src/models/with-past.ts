import { TensorError } from '../tensor/error.ts';
import { zeros } from '../tensor/ops/constants.ts';
import { concat } from '../tensor/ops/join.ts';
import { shapedLike } from '../tensor/ops/shaped-like.ts';
import { slice } from '../tensor/ops/slice.ts';
import type { AnyTensor, Tensor } from '../tensor/tensor.ts';

/**
 * Each frame with the one before it as a second channel, black before the first: `[T, H, W, 1]` → `[T, H, W, 2]`. A backbone
 * that sees two frames at once can tell how things move; for a video classifier with `channels: 2`.
 *
 * @throws TensorError when the frames do not have one channel
 * @example
 * ```ts
 * import { withPast } from 'thwc/models';
 * const seen = (video: Tensor<[10, 64, 64, 1]>) => withPast(video); // Tensor<[10, 64, 64, 2]>
 * ```
 */
export function withPast<T, H, W>(video: Tensor<[T, H, W, 1]>): Tensor<[T, H, W, 2]>;
export function withPast(video: Tensor<[number, number, number, number]>): AnyTensor {
  const [frames, height, width, channels] = video.shape;
  if (video.shape.length !== 4 || channels !== 1 || frames < 1)
    throw new TensorError('withPast', 'frames have one channel', [video], 'f32[T,H,W,1] with T ≥ 1');
  const before = slice(concat([zeros([1, height, width, 1]), video], 0), [[0, frames]]);
  return concat([video, shapedLike(before, video)], 3);
}
