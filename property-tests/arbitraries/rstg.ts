/**
 * Random networks: every sound configuration (small), with parameters and features, and random message graphs.
 */
import fc from 'fast-check';
import {
  edgeRules,
  gatherRules,
  type MessageGraph,
  messageGraph,
  normRules,
  parameterTree,
  type RstgConfig,
  type RstgTree,
  readouts,
  schedules,
  timeReadouts,
  updateRules,
} from '../../src/rstg/index.ts';
import type { Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { floats, matrix, seeded, vector } from './seeded.ts';

/** Grid sizes: some of [1, 2, 3] in any order, now and then a fourth or a fifth. */
export const scales: fc.Arbitrary<readonly number[]> = fc.oneof(
  { weight: 5, arbitrary: fc.shuffledSubarray([1, 2, 3], { minLength: 1 }) },
  { weight: 1, arbitrary: fc.shuffledSubarray([1, 2, 4], { minLength: 1 }) },
  { weight: 1, arbitrary: fc.constantFrom([5], [1, 5]) },
);

export const positionals = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  sigma: fc.constantFrom(0.3, 1, 2.5),
});

const small = (max: number) => fc.integer({ min: 1, max });

/** Sound configurations; what is given is fixed. */
export const configs = (fixed: Partial<RstgConfig> = {}): fc.Arbitrary<RstgConfig> =>
  fc
    .record({
      frames: small(4),
      height: small(6),
      width: small(6),
      channels: small(3),
      scales,
      dim: small(3),
      iterations: small(3),
      schedule: fc.constantFrom(...schedules),
      edges: fc.constantFrom(...edgeRules),
      gather: fc.constantFrom(...gatherRules),
      positional: fc.option(positionals),
      update: fc.constantFrom(...updateRules),
      norm: fc.constantFrom(...normRules),
      residual: fc.boolean(),
      readout: fc.constantFrom(...readouts),
      time: fc.constantFrom(...timeReadouts),
    })
    .map((config) => ({ ...config, ...fixed }));

/** Parameters as values. */
export type ParamValues = RstgTree<Value<[number, number]>, Value<[number]>>;

export type ClipValue = Value<[number, number, number, number]>;

/** A network with everything it needs to be run. */
export interface Sample {
  readonly config: RstgConfig;
  readonly params: ParamValues;
  readonly features: ClipValue;
}

/** Weights that keep states near 1, biases that keep most rectified units alive. */
export const randomParams = (config: RstgConfig, seed: number): ParamValues => {
  const next = seeded(seed);
  return parameterTree(config, {
    matrix: (_, rows, columns) => matrix(next, rows, columns, -1.2 / Math.sqrt(rows), 1.6 / Math.sqrt(rows)),
    vector: (_, size) => vector(next, size, -0.2, 0.5),
  });
};

export const clipOf = (config: RstgConfig, seed: number): ClipValue => {
  const shape = [config.frames, config.height, config.width, config.channels] as const;
  return valueFrom(
    shape,
    floats(
      seeded(seed),
      shape.reduce((n, d) => n * d, 1),
    ),
  );
};

/** Random networks; what is given is fixed. */
export const samples = (fixed: Partial<RstgConfig> = {}): fc.Arbitrary<Sample> =>
  fc
    .tuple(configs(fixed), fc.integer(), fc.integer())
    .map(([config, p, x]) => ({ config, params: randomParams(config, p), features: clipOf(config, x) }));

/** Any directed graph: loops, repeated edges, isolated nodes, no edges at all. */
export const graphs = (maxNodes = 6): fc.Arbitrary<MessageGraph> =>
  fc
    .integer({ min: 1, max: maxNodes })
    .chain((nodes) =>
      fc
        .array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 3 * nodes })
        .map((edges) => messageGraph(nodes, edges)),
    );

/** An order of the numbers below n. */
export const permutations = (n: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  );
