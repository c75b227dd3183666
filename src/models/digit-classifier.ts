import { dense } from '../nn/dense.ts';
import { composite, type Layer, labelled, layer } from '../nn/layer.ts';
import { spec } from '../nn/spec.ts';
import { pairOfKeys } from '../nn/split-key.ts';
import type { Check } from '../shape-types/error.ts';
import { sizeOf } from '../tensor/aval.ts';
import { TensorError } from '../tensor/error.ts';
import { reshape } from '../tensor/ops/reshape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { backbone } from './backbone.ts';
import { backboneMistakes, featureMap } from './backbone-config.ts';
import { fromGreyLevels } from './grey-levels.ts';
import type { ChannelsOf, DigitClassifierParams, FeatureMap } from './types-of-config.ts';
import type { FrameModelConfig } from './video-config.ts';

/** The digits 0 to 9. */
const digits = 10;

type DigitClassifier<C extends FrameModelConfig> = Layer<
  DigitClassifierParams<C>,
  Tensor<[C['height'], C['width'], ChannelsOf<C>]>,
  Tensor<[10]>
>;

/**
 * Names the digit in one frame: the backbone, then one dense layer on all of its features. What the backbone of a video
 * classifier is pre-trained with, on frames with one digit at a random place (RSTG paper, §3.1).
 *
 * A frame is `[H, W, 1]`, grey levels 0…255 in f32; the logits are `[10]`. Batches are made by `vmap`. A video
 * classifier's configuration serves, and then `params.backbone` is a video classifier's, too.
 *
 * @throws TensorError when the configuration is unsound (names every mistake), or a frame does not fit it
 * @example
 * ```ts
 * import { vmap } from 'thwc';
 * import { digitClassifier } from 'thwc/models';
 * const digit = digitClassifier({ height: 64, width: 64, backbone: { filters: [16, 32, 64], padding: 'valid' } });
 * const name = vmap(digit.apply, { in: [null, 0] });
 * const logits = (params: ReturnType<typeof digit.init>, frames: Tensor<[32, 64, 64, 1]>) => name(params, frames); // Tensor<[32, 10]>
 * ```
 */
export function digitClassifier<const C extends FrameModelConfig>(
  config: C & Check<FeatureMap<C>>,
): DigitClassifier<C>;
export function digitClassifier(config: FrameModelConfig): DigitClassifier<FrameModelConfig> {
  const mistakes = backboneMistakes(config, config.backbone);
  if (mistakes.length > 0) throw new TensorError('digitClassifier', mistakes.join('; '));
  const frame = [config.height, config.width, config.channels ?? 1] as const;
  const { height, width, channels } = featureMap(config, config.backbone);
  const features = sizeOf([height, width, channels]);
  const body = labelled('backbone', backbone(config.backbone)(spec([...frame])));
  const head = labelled('classifier', dense(digits)(spec([features])));
  return composite(
    layer(
      'digitClassifier',
      (key) => {
        const [forBody, forHead] = pairOfKeys(key);
        return { backbone: body.init(forBody), classifier: head.init(forHead) };
      },
      (params, x) => {
        const map = body.apply(params.backbone, fromGreyLevels('digitClassifier', x, frame));
        return head.apply(params.classifier, reshape(map, [features]));
      },
    ),
  );
}
