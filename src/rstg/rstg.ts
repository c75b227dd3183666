import type { Key, Layer, Spec } from '../nn/layer.ts';
import { TensorError, within } from '../tensor/error.ts';
import type { AnyTensor, Tensor } from '../tensor/tensor.ts';
import { configMistakes, type RstgConfig } from './config.ts';
import { gridGraph, type MessageGraph } from './graph.ts';
import { type GridNode, gridNodes } from './grid.ts';
import { initialParams } from './initial.ts';
import { type Clip, type Frame, network, type RstgOptions, type StreamState } from './network.ts';
import type { AnyRstgParams } from './params.ts';
import type { RstgFrameOutput, RstgOutput, RstgParams } from './types-of-config.ts';

/** A Recurrent Space-time Graph network: a layer, and the same network frame by frame. */
export interface Rstg<C extends RstgConfig>
  extends Layer<RstgParams<C>, Tensor<[C['frames'], C['height'], C['width'], C['channels']]>, RstgOutput<C>> {
  readonly config: C;
  /** The nodes, in their order. */
  readonly nodes: readonly GridNode[];
  /** The directed edges between them. */
  readonly graph: MessageGraph;
  /** The same numbers as `apply` in the other order: a scan over time with all iterations inside. */
  readonly applyTimeMajor: (
    params: RstgParams<C>,
    features: Tensor<[C['frames'], C['height'], C['width'], C['channels']]>,
  ) => RstgOutput<C>;
  /**
   * `[T, D]`: what the nodes of every time step sum to. RSTG-to-vec is their mean, or the last one (`time`); each tells what the
   * network knows at its step, so that a loss can ask it.
   */
  readonly vectors: (
    params: RstgParams<C>,
    features: Tensor<[C['frames'], C['height'], C['width'], C['channels']]>,
  ) => Tensor<[C['frames'], C['dim']]>;
  /** The online form: one frame in, one answer out. */
  readonly stream: RstgStream<C>;
}

/** A network run frame by frame; memory does not grow with the number of frames. */
export interface RstgStream<C extends RstgConfig> {
  /** The state before the first frame. */
  readonly start: () => StreamState<C['schedule']>;
  /** The state after a frame, and the answer so far (`vec`) or the frame's map (`map`). */
  readonly step: (
    params: RstgParams<C>,
    state: StreamState<C['schedule']>,
    frame: Tensor<[C['height'], C['width'], C['channels']]>,
  ) => readonly [state: StreamState<C['schedule']>, output: RstgFrameOutput<C>];
  /** Whether the answer is read from an average over time: then it is settled by the last frame only. */
  readonly averages: boolean;
  /** Where time is averaged: a frame's answer, given the state after the last frame. */
  readonly settle: (
    params: RstgParams<C>,
    state: StreamState<C['schedule']>,
    frame: Tensor<[C['height'], C['width'], C['channels']]>,
  ) => RstgFrameOutput<C>;
}

/**
 * The Recurrent Space-time Graph network of a configuration (Nicolicioiu, Duta, Leordeanu, NeurIPS 2019, §2
 * and Algorithm 1), on features `[T, H, W, C]`.
 *
 * RSTG-to-vec gives `[D]`, RSTG-to-map gives `[T, H, W, C]` with the features added. It is a `Layer`, so it
 * can be a block inside another model.
 *
 * @throws TensorError when the configuration is unsound (names every mistake), or features do not fit it
 * @example
 * ```ts
 * import { rstg } from 'thwc/rstg';
 * import { zeros, randomKey } from 'thwc';
 * const net = rstg({
 *   frames: 10, height: 6, width: 6, channels: 512,
 *   scales: [1, 2, 3], dim: 512, iterations: 3,
 *   schedule: 'all-temp', edges: 'intersect', gather: 'dot', positional: { size: 6, sigma: 1 },
 *   update: 'shared', readout: 'vec', time: 'last',
 * });
 * const answer = net.apply(net.init(randomKey(0)), zeros([10, 6, 6, 512])); // Tensor<[512]>
 * ```
 */
export function rstg<const C extends RstgConfig>(config: C, options?: RstgOptions): Rstg<C>;
export function rstg(config: RstgConfig, options: RstgOptions = {}): Rstg<RstgConfig> {
  const mistakes = configMistakes(config);
  if (mistakes.length > 0) throw new TensorError('rstg', mistakes.join('; '));
  const net = network(config, options);
  const { frames, height, width, channels } = config;
  const fits = (x: AnyTensor, shape: readonly number[]): void => {
    if (x.shape.join() !== shape.join())
      throw new TensorError('rstg', 'features do not fit the configuration', [x], `f32[${shape.join(',')}]`);
  };
  const clip =
    <A>(run: (params: AnyRstgParams, features: Clip) => A) =>
    (params: AnyRstgParams, features: Clip) =>
      within('rstg', () => {
        fits(features, [frames, height, width, channels]);
        return run(params, features);
      });
  const frame =
    <A>(run: (params: AnyRstgParams, state: StreamState, frame: Frame) => A) =>
    (params: AnyRstgParams, state: StreamState, x: Frame) =>
      within('rstg', () => {
        fits(x, [height, width, channels]);
        return run(params, state, x);
      });
  const apply = clip(net.clip);
  return {
    name: 'rstg',
    config,
    nodes: gridNodes(config.scales),
    graph: gridGraph(config.scales, config.edges),
    init: (key: Key) => initialParams(config, key),
    apply,
    train: (params, x) => ({ out: apply(params, x), params }),
    applyTimeMajor: clip(net.clipTimeMajor),
    vectors: clip(net.vectors),
    stream: { start: net.start, step: frame(net.step), averages: net.averages, settle: frame(net.settle) },
  };
}

/** Everything of a configuration but the input volume, which a block takes from what it is put behind. */
export type BlockConfig = Omit<RstgConfig, 'frames' | 'height' | 'width' | 'channels'>;

/**
 * A block for `sequence`: an RSTG whose input volume is the one of the layer before.
 *
 * @example
 * ```ts
 * import { sequence, spec } from 'thwc/nn';
 * import { rstgBlock } from 'thwc/rstg';
 * const model = sequence(spec([10, 6, 6, 512]), rstgBlock({ scales: [1, 2, 3], dim: 512, iterations: 3,
 *   schedule: 'all-temp', edges: 'intersect', gather: 'dot', positional: null, update: 'shared', readout: 'map', time: 'last' }));
 * ```
 */
export const rstgBlock =
  <const B extends BlockConfig>(config: B, options?: RstgOptions) =>
  <T extends number, H extends number, W extends number, C extends number>({
    shape: [frames, height, width, channels],
  }: Spec<[T, H, W, C]>) =>
    rstg({ ...config, frames, height, width, channels }, options);
