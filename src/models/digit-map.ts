import { dense } from '../nn/dense.ts';
import { composite, type Layer, labelled, layer } from '../nn/layer.ts';
import { spec } from '../nn/spec.ts';
import { pairOfKeys } from '../nn/split-key.ts';
import type { Check } from '../shape-types/error.ts';
import { TensorError } from '../tensor/error.ts';
import { slice } from '../tensor/ops/slice.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { backbone } from './backbone.ts';
import { backboneMistakes, featureMap } from './backbone-config.ts';
import { fromGreyLevels } from './grey-levels.ts';
import type { ChannelsOf, DigitMapParams, FeatureMap, SideOf } from './types-of-config.ts';
import type { VideoClassifierConfig } from './video-config.ts';

/** Entries of a cell's answer: how much of each of the ten digits is there, and two of how each moved. */
export const mapEntries = 30;

type DigitMap<C extends VideoClassifierConfig> = Layer<
  DigitMapParams<C>,
  Tensor<[C['height'], C['width'], ChannelsOf<C>]>,
  Tensor<[SideOf<C, 0>, SideOf<C, 1>, typeof mapEntries]>
>;

/**
 * Says of each cell of the feature map which digits are there, and how each moved since the frame before: the backbone, and a dense
 * layer to the width of a node, of which the first thirty entries are the answer. It is trained on `digitMapTarget`.
 *
 * This is how the nodes of an RSTG are made, so a video classifier that sees two frames at once is pre-trained with it, backbone and
 * projection: it begins with nodes that know what is in their regions and how it moves.
 *
 * A frame is `[H, W, 2]` (see `withPast`), grey levels 0…255 in f32. The configuration is a video classifier's;
 * `params.backbone` is one's, too, and `params.project` is its `params.rstg.project`, where the features are not as wide as the nodes.
 *
 * @throws TensorError when the configuration is unsound (names every mistake), nodes are narrower than 30, or a frame does not fit it
 * @example
 * ```ts
 * import { digitMap } from 'thwc/models';
 * const model = digitMap({
 *   frames: 10, height: 64, width: 64, channels: 2,
 *   backbone: { filters: [16, 32, 80], padding: 'valid' },
 *   rstg: {
 *     scales: [1, 3], dim: 64, iterations: 3, schedule: 'all-temp', edges: 'full', gather: 'dot',
 *     positional: null, update: 'shared', norm: 'layer', residual: true, time: 'mean',
 *   },
 *   classes: 46,
 * });
 * const map = (params: ReturnType<typeof model.init>, frame: Tensor<[64, 64, 2]>) => model.apply(params, frame); // Tensor<[6, 6, 30]>
 * ```
 */
export function digitMap<const C extends VideoClassifierConfig>(
  config: C & Check<FeatureMap<C>>,
): DigitMap<C>;
export function digitMap(config: VideoClassifierConfig): DigitMap<VideoClassifierConfig> {
  const { dim } = config.rstg;
  const isWide = Number.isSafeInteger(dim) && dim >= mapEntries;
  const mistakes = [
    ...backboneMistakes(config, config.backbone),
    ...(isWide ? [] : [`rstg.dim must be a whole number ≥ ${mapEntries}, got ${dim}`]),
  ];
  if (mistakes.length > 0) throw new TensorError('digitMap', mistakes.join('; '));
  const frame = [config.height, config.width, config.channels ?? 1] as const;
  const { height, width, channels } = featureMap(config, config.backbone);
  const body = labelled('backbone', backbone(config.backbone)(spec([...frame])));
  const project = labelled('project', dense(dim)(spec([height, width, channels])));
  return composite(
    layer(
      'digitMap',
      (key) => {
        const [forBody, forProject] = pairOfKeys(key);
        return { backbone: body.init(forBody), project: project.init(forProject) };
      },
      (params, x) => {
        const features = body.apply(params.backbone, fromGreyLevels('digitMap', x, frame));
        return slice(project.apply(params.project, features), [
          [0, null],
          [0, null],
          [0, mapEntries],
        ]);
      },
    ),
  );
}
