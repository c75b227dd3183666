/**
 * The schedules: in which order time and space stages follow each other (paper, §2.2, Algorithm 1; the
 * ablations of §3.1), each in two equivalent orders.
 *
 * The state at (t, k) needs (t, k−1) and (t−1, k) only. *Time-major* goes frame by frame, all iterations of
 * one frame first: the online form. *Iteration-major* goes iteration by iteration, all frames of one
 * iteration first: the space stage of all frames is then one batch.
 */
import { zeros } from '../tensor/ops/index.ts';
import { fold, type Save, scan } from '../tensor/scan.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { vmap } from '../transforms/vmap/vmap.ts';
import type { Schedule } from './config.ts';
import type { Memory } from './time.ts';
import type { Nodes, NodesOverTime } from './types.ts';

/** From what nodes remember and their states to what they remember next and their new states. */
export type TimeStage = (memory: Memory<Nodes>, v: Nodes) => readonly [memory: Memory<Nodes>, v: Nodes];

/** The stages of a network with their parameters bound. */
export interface Stages {
  readonly iterations: number;
  /** What a gradient keeps of the loops over time and over iterations. */
  readonly save: Save;
  /** One space iteration. */
  readonly space: (v: Nodes) => Nodes;
  /** One space iteration with the nodes' own past states as further senders. */
  readonly spaceWithPast: (v: Nodes, past: Nodes) => Nodes;
  /** The time stage before each space stage. */
  readonly inner: TimeStage;
  /** The last time stage. */
  readonly outer: TimeStage;
}

/** Node states of all K iterations: `[K, N, D]`. */
type PerIteration = Tensor<[number, number, number]>;

/** What each schedule carries from one time step to the next. */
export interface Carries {
  /** A memory for each of the K+1 time stages (paper, eq. 6). */
  readonly 'all-temp': { readonly inner: Memory<PerIteration>; readonly outer: Memory<Nodes> };
  readonly 'one-temp': Memory<Nodes>;
  readonly 'space-only': readonly [];
  readonly 'time-only': Memory<Nodes>;
  /** The nodes after each iteration of the step before. */
  readonly homogeneous: PerIteration;
}

/** One schedule in both orders. */
export interface Order<Carry> {
  /** What is carried into the first time step. */
  readonly initial: (nodes: number, dim: number, iterations: number) => Carry;
  /** Time-major: the nodes of one frame through all stages. */
  readonly step: (stages: Stages, carry: Carry, v: Nodes) => readonly [carry: Carry, v: Nodes];
  /** Iteration-major: the nodes of all frames through all stages. */
  readonly clip: (stages: Stages, v: NodesOverTime) => NodesOverTime;
}

const memory = <State>(state: State): Memory<State> => ({ hidden: state, cell: state });

/** A time stage over all frames, from an empty memory. */
const overTime = (stage: TimeStage, v: NodesOverTime, save: Save): NodesOverTime => {
  const [, nodes, dim] = v.shape;
  const [, outputs] = scan(stage, memory<Nodes>(zeros([nodes, dim])), v, { save });
  return outputs;
};

const times = <State>({ iterations, save }: Stages, f: (v: State) => State, v: State): State =>
  fold(iterations, f, v, { save });

const emptyMemory = (nodes: number, dim: number): Memory<Nodes> => memory<Nodes>(zeros([nodes, dim]));

/** Every schedule, in both orders. */
export const orders: { readonly [S in Schedule]: Order<Carries[S]> } = {
  /** For k = 1..K: time, then space; then time once more (paper, Algorithm 1). */
  'all-temp': {
    initial: (nodes, dim, iterations) => ({
      inner: memory<PerIteration>(zeros([iterations, nodes, dim])),
      outer: emptyMemory(nodes, dim),
    }),
    step: (stages, { inner, outer }, v) => {
      const [u, remembered] = scan(
        (state: Nodes, before: Memory<Nodes>) => {
          const [after, next] = stages.inner(before, state);
          return [stages.space(next), after] as const;
        },
        v,
        inner,
        { save: stages.save },
      );
      const [last, result] = stages.outer(outer, u);
      return [{ inner: remembered, outer: last }, result];
    },
    clip: (stages, v) =>
      overTime(
        stages.outer,
        times(stages, (u: NodesOverTime) => vmap(stages.space)(overTime(stages.inner, u, stages.save)), v),
        stages.save,
      ),
  },
  /** K space iterations, then time. */
  'one-temp': {
    initial: emptyMemory,
    step: (stages, before, v) => stages.outer(before, times(stages, stages.space, v)),
    clip: (stages, v) =>
      overTime(
        stages.outer,
        times(stages, (u: NodesOverTime) => vmap(stages.space)(u), v),
        stages.save,
      ),
  },
  /** K space iterations; the average over time belongs to the readout. */
  'space-only': {
    initial: () => [],
    step: (stages, carry, v) => [carry, times(stages, stages.space, v)],
    clip: (stages, v) => times(stages, (u: NodesOverTime) => vmap(stages.space)(u), v),
  },
  'time-only': {
    initial: emptyMemory,
    step: ({ outer }, before, v) => outer(before, v),
    clip: (stages, v) => overTime(stages.outer, v, stages.save),
  },
  /** Every node also hears its own state after the same iteration one step earlier; zeros at first. */
  homogeneous: {
    initial: (nodes, dim, iterations) => zeros([iterations, nodes, dim]),
    step: (stages, past, v) => {
      const [result, states] = scan(
        (state: Nodes, before: Nodes) => {
          const after = stages.spaceWithPast(state, before);
          return [after, after] as const;
        },
        v,
        past,
        { save: stages.save },
      );
      return [states, result];
    },
    clip: (stages, v) => {
      const [, nodes, dim] = v.shape;
      const iteration = (u: NodesOverTime): NodesOverTime => {
        const [, states] = scan(
          (before: Nodes, frame: Nodes) => {
            const after = stages.spaceWithPast(frame, before);
            return [after, after] as const;
          },
          zeros([nodes, dim]),
          u,
          { save: stages.save },
        );
        return states;
      };
      return times(stages, iteration, v);
    },
  },
};
