import { dense } from '../nn/dense.ts';
import { composite, type Layer, labelled, layer } from '../nn/layer.ts';
import { spec } from '../nn/spec.ts';
import { pairOfKeys } from '../nn/split-key.ts';
import type { Check } from '../shape-types/error.ts';
import { TensorError } from '../tensor/error.ts';
import { mul } from '../tensor/ops/arithmetic.ts';
import { mean } from '../tensor/ops/reduction.ts';
import { slice } from '../tensor/ops/slice.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { backbone } from './backbone.ts';
import { backboneMistakes, featureMap } from './backbone-config.ts';
import { fromGreyLevels } from './grey-levels.ts';
import type { ChannelsOf, FeatureMap, MovingDigitParams } from './types-of-config.ts';
import type { FrameModelConfig } from './video-config.ts';

/** What is said of a digit that moves. */
export interface DigitInMotion {
  /** Logits of the digits 0 to 9. */
  readonly digit: Tensor<[10]>;
  /** Its move since the frame before, down and to the right, in units of {@link moveUnit} pixels. */
  readonly move: Tensor<[2]>;
}

/** Pixels in a unit of {@link DigitInMotion}'s `move`: moves are then of the size of 1. */
export const moveUnit = 3;

/** A digit covers a small part of the frame: features are of the size of 1 after this factor. */
const gain = 5;

type MovingDigit<C extends FrameModelConfig> = Layer<
  MovingDigitParams<C>,
  Tensor<[C['height'], C['width'], ChannelsOf<C>]>,
  DigitInMotion
>;

/**
 * Names the digit in a frame and says how it moved since the frame before: the backbone, the mean over its cells, and one dense
 * layer. What the backbone of a video classifier that sees two frames at once is pre-trained with; the mean is how the nodes of
 * an RSTG are made, too.
 *
 * A frame is `[H, W, 2]` (see `withPast`), grey levels 0…255 in f32. A video classifier's configuration serves, and then
 * `params.backbone` is a video classifier's, too.
 *
 * @throws TensorError when the configuration is unsound (names every mistake), or a frame does not fit it
 * @example
 * ```ts
 * import { movingDigit } from 'thwc/models';
 * const model = movingDigit({ height: 64, width: 64, channels: 2, backbone: { filters: [16, 32, 64], padding: 'valid' } });
 * const move = (params: ReturnType<typeof model.init>, frame: Tensor<[64, 64, 2]>) => model.apply(params, frame).move; // Tensor<[2]>
 * ```
 */
export function movingDigit<const C extends FrameModelConfig>(
  config: C & Check<FeatureMap<C>>,
): MovingDigit<C>;
export function movingDigit(config: FrameModelConfig): MovingDigit<FrameModelConfig> {
  const mistakes = backboneMistakes(config, config.backbone);
  if (mistakes.length > 0) throw new TensorError('movingDigit', mistakes.join('; '));
  const frame = [config.height, config.width, config.channels ?? 1] as const;
  const { channels } = featureMap(config, config.backbone);
  const body = labelled('backbone', backbone(config.backbone)(spec([...frame])));
  const head = labelled('answer', dense(12)(spec([channels])));
  return composite(
    layer(
      'movingDigit',
      (key) => {
        const [forBody, forHead] = pairOfKeys(key);
        return { backbone: body.init(forBody), answer: head.init(forHead) };
      },
      (params, x) => {
        const map = body.apply(params.backbone, fromGreyLevels('movingDigit', x, frame));
        const answer = head.apply(params.answer, mul(mean(map, { axes: [0, 1] }), gain));
        return { digit: slice(answer, [[0, 10]]), move: slice(answer, [[10, 12]]) };
      },
    ),
  );
}
