/**
 * The network on tensors of any size: features → nodes → schedule → readout, as a whole clip in both orders
 * and as a stream. The typed surface is in `rstg.ts`.
 */
import { TensorError, within } from '../tensor/error.ts';
import {
  add,
  broadcastTo,
  div,
  index,
  matmul,
  mean,
  reshape,
  scalar,
  sum,
  tensor,
  zeros,
} from '../tensor/ops/index.ts';
import { type Save, scan } from '../tensor/scan.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { vmap } from '../transforms/vmap/vmap.ts';
import { bindStages } from './bind.ts';
import type { RstgConfig, Schedule } from './config.ts';
import { gridNodes } from './grid.ts';
import { dense } from './mlp.ts';
import { normalised } from './normalised.ts';
import type { AnyRstgParams } from './params.ts';
import { type Carries, type Order, orders } from './schedules.ts';
import type { Nodes, NodesOverTime } from './types.ts';
import { poolMatrix, unpoolMatrix } from './volume.ts';

/** `[H, W, C]`: the features of one frame. */
export type Frame = Tensor<[number, number, number]>;
/** `[T, H, W, C]`: the features of a clip. */
export type Clip = Tensor<[number, number, number, number]>;

/** A running mean over time: the sum of the nodes so far, and of how many steps. */
export interface RunningMean {
  readonly sum: Nodes;
  readonly count: Tensor<[]>;
}

/** What a stream carries from frame to frame. Its size does not depend on how many frames there were. */
export interface StreamState<S extends Schedule = Schedule> {
  readonly schedule: Carries[S];
  /** Empty where nothing is averaged over time. */
  readonly average: RunningMean | readonly [];
}

/** Node creation: area means of the regions, projected to the nodes' width where it differs. */
const createNodes = (config: RstgConfig, params: AnyRstgParams, frame: Frame): Nodes =>
  within('create', () => {
    const { scales, height, width, channels } = config;
    const pooled: Nodes = matmul(
      tensor(poolMatrix(scales, height, width)),
      reshape(frame, [height * width, channels]),
    );
    return normalised(config, params.project === undefined ? pooled : dense(params.project, pooled));
  });

/** RSTG-to-vec: the sum over the nodes. */
const toVector = (nodes: Nodes): Tensor<[number]> => within('to-vec', () => sum(nodes, { axes: 0 }));

/** RSTG-to-map: every grid resized to the frame and summed over the scales, on top of the features. */
const toMap = (config: RstgConfig, params: AnyRstgParams, nodes: Nodes, frame: Frame): Frame =>
  within('to-map', () => {
    const { scales, height, width, channels } = config;
    const spread: Nodes = matmul(tensor(unpoolMatrix(scales, height, width)), nodes);
    const map = params.unproject === undefined ? spread : dense(params.unproject, spread);
    return add(reshape(map, [height, width, channels]), frame);
  });

/** Whether the readout sees an average over time instead of each step's nodes. */
const averages = ({ schedule, readout, time }: RstgConfig): boolean =>
  schedule === 'space-only' || (readout === 'vec' && time === 'mean');

/** What does not change a network's numbers. */
export interface RstgOptions {
  /** What a gradient keeps of the loops over time and over iterations (see `scan`). Default: `all`. */
  readonly save?: Save;
}

/** The network of a configuration. */
export interface Network<S extends Schedule = Schedule> {
  /** Iteration-major: every stage over all frames at once. */
  readonly clip: (params: AnyRstgParams, features: Clip) => Tensor;
  /** `[T, D]`: what the nodes of every time step sum to. RSTG-to-vec is their mean, or the last one. */
  readonly vectors: (params: AnyRstgParams, features: Clip) => Tensor<[number, number]>;
  /** Time-major: a scan of {@link step} over the frames. */
  readonly clipTimeMajor: (params: AnyRstgParams, features: Clip) => Tensor;
  /** The state before the first frame. */
  readonly start: () => StreamState<S>;
  /** One frame in; the state after it and the answer to all frames so far (`vec`) or its map (`map`) out. */
  readonly step: (
    params: AnyRstgParams,
    state: StreamState<S>,
    frame: Frame,
  ) => readonly [StreamState<S>, Tensor];
  /** Whether answers are read from an average over time, so that a frame's answer is settled by the last frame only. */
  readonly averages: boolean;
  /** Where time is averaged: the answer for a frame, given the state after the last one. */
  readonly settle: (params: AnyRstgParams, state: StreamState<S>, frame: Frame) => Tensor;
}

/** The network of a configuration, its sizes unknown to the compiler; `rstg` is the typed surface. */
export const network = <S extends Schedule>(
  config: RstgConfig & { readonly schedule: S },
  { save = 'all' }: RstgOptions = {},
): Network<S> => {
  const order: Order<Carries[S]> = orders[config.schedule];
  const count = gridNodes(config.scales).length;
  const read = (params: AnyRstgParams, nodes: Nodes, frame: Frame): Tensor =>
    config.readout === 'vec' ? toVector(nodes) : toMap(config, params, nodes, frame);

  const advance = (
    params: AnyRstgParams,
    state: StreamState<S>,
    frame: Frame,
  ): readonly [StreamState<S>, Nodes] => {
    const [schedule, nodes] = order.step(
      bindStages(config, params, save),
      state.schedule,
      createNodes(config, params, frame),
    );
    const out = normalised(config, nodes);
    if (!('sum' in state.average)) return [{ schedule, average: [] }, out];
    const average = { sum: add(state.average.sum, out), count: add(state.average.count, 1) };
    return [{ schedule, average }, div(average.sum, average.count)];
  };
  const start = (): StreamState<S> => ({
    schedule: order.initial(count, config.dim, config.iterations),
    average: averages(config) ? { sum: zeros([count, config.dim]), count: scalar(0) } : [],
  });

  /** The readout of a clip from the nodes at every step. */
  const finish = (params: AnyRstgParams, nodes: NodesOverTime, features: Clip): Tensor => {
    const out = vmap((v: Nodes) => normalised(config, v))(nodes);
    const seen: NodesOverTime = averages(config)
      ? broadcastTo(mean(out, { axes: 0, keepDims: true }), nodes.shape)
      : out;
    return config.readout === 'vec'
      ? toVector(index(seen, -1, 0))
      : vmap((v: Nodes, frame: Frame) => toMap(config, params, v, frame))(seen, features);
  };

  const nodesOf = (params: AnyRstgParams, features: Clip): NodesOverTime =>
    order.clip(
      bindStages(config, params, save),
      vmap((frame: Frame) => createNodes(config, params, frame))(features),
    );

  return {
    clip: (params, features) => finish(params, nodesOf(params, features), features),
    vectors: (params, features) =>
      vmap((v: Nodes) => toVector(normalised(config, v)))(nodesOf(params, features)),
    clipTimeMajor: (params, features) => {
      const stages = bindStages(config, params, save);
      const [, nodes] = scan(
        (carry: Carries[S], frame: Frame) => order.step(stages, carry, createNodes(config, params, frame)),
        order.initial(count, config.dim, config.iterations),
        features,
        { save },
      );
      return finish(params, nodes, features);
    },
    averages: averages(config),
    start,
    step: (params, state, frame) => {
      const [next, nodes] = advance(params, state, frame);
      return [next, read(params, nodes, frame)];
    },
    settle: (params, state, frame) => {
      if (!('sum' in state.average))
        throw new TensorError('settle', 'this configuration averages nothing over time');
      return read(params, div(state.average.sum, state.average.count), frame);
    },
  };
};
