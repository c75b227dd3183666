/** The space stage on any graph, run on values. */
import fc from 'fast-check';
import { compile } from '../../src/compile/compile.ts';
import {
  type GatherRule,
  gatherRules,
  type MessageGraph,
  type SpaceStage,
  space,
} from '../../src/rstg/index.ts';
import { mlp } from '../../src/rstg/mlp.ts';
import { slice } from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import type { Value } from '../../src/tensor/value.ts';
import { graphs, type ParamValues } from '../arbitraries/rstg.ts';
import { matrix, seeded, vector } from '../arbitraries/seeded.ts';
import { exact } from './support.ts';

type Matrix = Value<[number, number]>;
type MlpValues = NonNullable<ParamValues['send']>;

/** A graph with states, positions and parameters for one space stage. */
export interface StageSample {
  readonly graph: MessageGraph;
  readonly gather: GatherRule;
  readonly nodes: Matrix;
  readonly positions: Matrix | null;
  readonly send: MlpValues;
  readonly attend: { readonly source: Matrix; readonly target: Matrix };
  readonly update: MlpValues;
}

const mlpOf = (next: () => number, from: number, dim: number): MlpValues => [
  { weight: matrix(next, from, dim), bias: vector(next, dim, -0.3, 0.7) },
  { weight: matrix(next, dim, dim), bias: vector(next, dim, -0.3, 0.7) },
];

/** Random stages; what is given is fixed. */
export const stages = (fixed: Partial<StageSample> = {}): fc.Arbitrary<StageSample> =>
  fc
    .record({
      graph: graphs(),
      gather: fc.constantFrom(...gatherRules),
      dim: fc.integer({ min: 1, max: 3 }),
      places: fc.nat(2),
      seed: fc.integer(),
    })
    .map(({ graph, gather, dim, places, seed }) => {
      const next = seeded(seed);
      return {
        graph,
        gather,
        nodes: matrix(next, graph.receivers, dim),
        positions: places === 0 ? null : matrix(next, graph.senders, places),
        send: mlpOf(next, 2 * dim + places, dim),
        attend: { source: matrix(next, dim, dim), target: matrix(next, dim, dim) },
        update: mlpOf(next, 2 * dim, dim),
        ...fixed,
      };
    });

type Nodes = Tensor<[number, number]>;
type Parts = { readonly [K in 'nodes' | 'positions']: Nodes };

/** What a space stage gives, with its own update or with another one. */
const run = (
  sample: StageSample,
  updateOf: (own: (state: Nodes) => Nodes) => SpaceStage['update'],
): Promise<Matrix> => {
  const { graph, gather } = sample;
  const { nodes, send, attend, update } = sample;
  const positions = sample.positions ?? nodes;
  return compile(
    (
      x: Parts,
      weights: {
        readonly send: SpaceStage['send'];
        readonly update: SpaceStage['send'];
        readonly attend: NonNullable<SpaceStage['attend']>;
      },
    ) =>
      space(
        {
          graph,
          positions: sample.positions === null ? null : x.positions,
          send: weights.send,
          gather,
          attend: gather === 'sum' ? null : weights.attend,
          update: updateOf((state) => mlp(weights.update, state)),
        },
        x.nodes,
        x.nodes,
      ),
    exact,
  )({ nodes, positions }, { send, update, attend });
};

/** One space iteration. */
export const spaceOf = (sample: StageSample): Promise<Matrix> => run(sample, (own) => own);

/** What every node gathers, g: an update that gives the second half of `[v | g]`. */
export const gatheredOf = (sample: StageSample): Promise<Matrix> =>
  run(sample, () => (state) => slice(state, [null, [state.shape[1] / 2, null]]));

/** Rows of a matrix. */
export const rowsOf = ({ shape: [rows, width], data }: Matrix): readonly (readonly number[])[] =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * width, (i + 1) * width)]);
