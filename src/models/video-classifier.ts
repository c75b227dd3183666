import { dense } from '../nn/dense.ts';
import { composite, type Layer, labelled, layer } from '../nn/layer.ts';
import { spec } from '../nn/spec.ts';
import { type Rstg, type RstgOptions, rstg, type StreamState } from '../rstg/index.ts';
import type { Check } from '../shape-types/error.ts';
import { TensorError, within } from '../tensor/error.ts';
import { splitKey } from '../tensor/ops/random.ts';
import { mean } from '../tensor/ops/reduction.ts';
import { index } from '../tensor/ops/slice.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { backbone } from './backbone.ts';
import { fromGreyLevels } from './grey-levels.ts';
import { initialHead, wellScaled } from './initial.ts';
import type {
  ChannelsOf,
  ClipFeatures,
  FeatureMap,
  RstgConfigOf,
  VideoClassifierParams,
} from './types-of-config.ts';
import { rstgConfigOf, type VideoClassifierConfig, videoClassifierMistakes } from './video-config.ts';

/** A classifier of videos: a layer, and the same classifier frame by frame. */
export interface VideoClassifier<C extends VideoClassifierConfig>
  extends Layer<
    VideoClassifierParams<C>,
    Tensor<[C['frames'], C['height'], C['width'], ChannelsOf<C>]>,
    Tensor<[C['classes']]>
  > {
  readonly config: C;
  /** The network on the feature maps: its nodes, its edges, its own stream. */
  readonly rstg: Rstg<RstgConfigOf<C>>;
  /** What the backbone makes of a video. Where the backbone stays as it is, it need not be made twice. */
  readonly features: (
    params: VideoClassifierParams<C>['backbone'],
    video: Tensor<[C['frames'], C['height'], C['width'], ChannelsOf<C>]>,
  ) => Tensor<ClipFeatures<C>>;
  /**
   * The logits that follow from the features of a video, those of `apply` up to rounding, and the vector of each frame (see `rstg`) that
   * they are read from.
   */
  readonly answer: (
    params: Omit<VideoClassifierParams<C>, 'backbone'>,
    features: Tensor<ClipFeatures<C>>,
  ) => readonly [logits: Tensor<[C['classes']]>, vectors: Tensor<[C['frames'], C['rstg']['dim']]>];
  /** The same numbers as `apply`, with the RSTG in its other order: a scan over time with all iterations inside. */
  readonly applyTimeMajor: (
    params: VideoClassifierParams<C>,
    video: Tensor<[C['frames'], C['height'], C['width'], ChannelsOf<C>]>,
  ) => Tensor<[C['classes']]>;
  /** The online form: one frame in, the logits for the video so far out. */
  readonly stream: VideoStream<C>;
}

/** A video classifier run frame by frame; memory does not grow with the number of frames. */
export interface VideoStream<C extends VideoClassifierConfig> {
  /** The state before the first frame. */
  readonly start: () => StreamState<C['rstg']['schedule']>;
  /** The state after a frame, and the logits for the frames so far: after T of them those of the whole video. */
  readonly step: (
    params: VideoClassifierParams<C>,
    state: StreamState<C['rstg']['schedule']>,
    frame: Tensor<[C['height'], C['width'], ChannelsOf<C>]>,
  ) => readonly [state: StreamState<C['rstg']['schedule']>, logits: Tensor<[C['classes']]>];
}

/**
 * The video classifier of the RSTG paper (§3.1): the backbone on every frame, RSTG-to-vec on the feature maps, and a dense
 * layer to the classes.
 *
 * A video is `[T, H, W, 1]`, grey levels 0…255 in f32 (bytes: `Float32Array.from(bytes)`), scaled to 0…1 inside; the logits
 * are `[classes]`. Batches are made by `vmap`. Parameters are `{ backbone, rstg, classifier }`.
 *
 * It begins at scales at which every stage passes on what it sees, see {@link wellScaled}, and with nearly even classes.
 *
 * @param options what a gradient keeps of the network's loops
 * @throws TensorError when the configuration is unsound (names every mistake), or a video does not fit it
 * @example
 * ```ts
 * import { vmap } from 'thwc';
 * import { videoClassifier } from 'thwc/models';
 * const model = videoClassifier({
 *   frames: 10, height: 64, width: 64,
 *   backbone: { filters: [16, 32, 64], padding: 'valid' },
 *   rstg: {
 *     scales: [1, 2, 3], dim: 64, iterations: 3, schedule: 'all-temp', edges: 'intersect', gather: 'softmax',
 *     positional: { size: 6, sigma: 1 }, update: 'shared', time: 'last',
 *   },
 *   classes: 46,
 * });
 * type Params = ReturnType<typeof model.init>;
 * const classify = (params: Params, videos: Tensor<[16, 10, 64, 64, 1]>) =>
 *   vmap(model.apply, { in: [null, 0] })(params, videos); // Tensor<[16, 46]>
 * ```
 */
export function videoClassifier<const C extends VideoClassifierConfig>(
  config: C & Check<FeatureMap<C>>,
  options?: RstgOptions,
): VideoClassifier<C>;
export function videoClassifier(
  config: VideoClassifierConfig,
  options: RstgOptions = {},
): VideoClassifier<VideoClassifierConfig> {
  const mistakes = videoClassifierMistakes(config);
  if (mistakes.length > 0) throw new TensorError('videoClassifier', mistakes.join('; '));
  const { frames, height, width, channels = 1, classes } = config;
  const onVideo = labelled('backbone', backbone(config.backbone)(spec([frames, height, width, channels])));
  const onFrame = labelled('backbone', backbone(config.backbone)(spec([height, width, channels])));
  const net = wellScaled(rstg(rstgConfigOf(config), options));
  const head = labelled(
    'classifier',
    dense(classes, { weight: initialHead(net.config) })(spec([config.rstg.dim])),
  );
  type Params = VideoClassifierParams<VideoClassifierConfig>;
  const name = 'videoClassifier';

  /** A forward pass with the network in one of its orders. */
  type Clip = Tensor<[number, number, number, number]>;
  const features = (params: Params['backbone'], video: Clip): Clip =>
    onVideo.apply(params, fromGreyLevels(name, video, [frames, height, width, channels]));
  const clip = (run: typeof net.apply) => (params: Params, video: Clip) =>
    head.apply(params.classifier, run(params.rstg, features(params.backbone, video)));
  const model = composite(
    layer(
      name,
      (key) => {
        const keys = splitKey(key, 3);
        return {
          backbone: onVideo.init(index(keys, 0)),
          rstg: net.init(index(keys, 1)),
          classifier: head.init(index(keys, 2)),
        };
      },
      clip(net.apply),
    ),
  );
  const timeMajor = clip(net.applyTimeMajor);
  return {
    ...model,
    config,
    rstg: net,
    features: (params, video) => within(name, () => features(params, video)),
    answer: (params, maps) =>
      within(name, () => {
        const vectors = net.vectors(params.rstg, maps);
        const read: Tensor<[number]> = net.stream.averages
          ? mean(vectors, { axes: 0 })
          : index(vectors, -1, 0);
        return [head.apply(params.classifier, read), vectors];
      }),
    applyTimeMajor: (params, video) => within(name, () => timeMajor(params, video)),
    stream: {
      start: net.stream.start,
      step: (params, state, frame) =>
        within(name, () => {
          const map = onFrame.apply(params.backbone, fromGreyLevels(name, frame, [height, width, channels]));
          const [next, vector] = net.stream.step(params.rstg, state, map);
          return [next, head.apply(params.classifier, vector)];
        }),
    },
  };
}
