/**
 * At the start no stage may drown what it sees, nor let it grow without end: measured behind ten frames of three iterations.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { type VideoClassifierParams, videoClassifier } from '../../src/models/index.ts';
import { gatherRules, schedules } from '../../src/rstg/index.ts';
import { add, div } from '../../src/tensor/ops/arithmetic.ts';
import { matmul } from '../../src/tensor/ops/contraction.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { seeded } from '../arbitraries/seeded.ts';

const [videos, frames, cells, channels, classes] = [4, 10, 6, 8, 46] as const;

/** Feature maps as a backbone gives them: rectified, one half zeros, mean square about 1/3, bright where something is. */
const mapsOf = (seed: number) => {
  const next = seeded(seed);
  const shape = [videos, frames, cells, cells, channels] as const;
  const data = Float32Array.from({ length: videos * frames * cells * cells * channels }, () =>
    Math.max(0, 2 * (next() + next() - 1)),
  );
  return valueFrom(shape, data);
};

type Maps = Tensor<[typeof videos, typeof frames, typeof cells, typeof cells, typeof channels]>;

const root = (squares: readonly number[]): number =>
  Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);

/** The root mean square of all numbers. */
const sizeOf = ({ data }: AnyValue): number => root(Array.from(data, (x) => x * x));

/** How much the rows differ: the root mean square of their distances from the mean row. */
const spreadOf = ({ shape: [rows = 0, width = 0], data }: AnyValue): number => {
  const columns = Array.from({ length: width }, (_, j) =>
    Array.from({ length: rows }, (__, i) => data[i * width + j] ?? Number.NaN),
  );
  return root(
    columns.flatMap((column) => {
      const mean = column.reduce((a, b) => a + b, 0) / rows;
      return column.map((x) => (x - mean) ** 2);
    }),
  );
};

/** A case for each of the thirteen, more in long runs. */
const rarely = { numRuns: Math.ceil(0.01 * (fc.readConfigureGlobal()?.numRuns ?? 100)) };

const cases = schedules.flatMap((schedule) =>
  (schedule === 'time-only' ? gatherRules.slice(0, 1) : gatherRules).map(
    (gather) => [schedule, gather] as const,
  ),
);

describe.each(cases)('%s with %s', (schedule, gather) => {
  it('begins neither mute nor deafening, and different videos look different to it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom(32, 48, 64),
        fc.option(fc.constant({ size: 6, sigma: 1 })),
        fc.nat(),
        async (dim, positional, seed) => {
          const model = videoClassifier({
            frames,
            height: 2 * cells,
            width: 2 * cells,
            backbone: { filters: [channels], padding: 'same' },
            rstg: {
              scales: [1, 2, 3],
              dim,
              iterations: 3,
              schedule,
              edges: 'intersect',
              gather,
              positional,
              update: 'shared',
              time: 'last',
            },
            classes,
          });
          const nodes = model.rstg.nodes.length;
          const run = compile((params: VideoClassifierParams<typeof model.config>, maps: Maps) => {
            const vectors = vmap(model.rstg.apply, { in: [null, 0] })(params.rstg, maps);
            const { weight, bias } = params.classifier;
            return { means: div(vectors, nodes), logits: add(matmul(vectors, weight), bias) };
          });
          const { means, logits } = await run(await evaluate(model.init(randomKey(seed))), mapsOf(seed));
          // Measured: means 0.018 to 1.3, differences 0.0012 to 0.1, logits 0.016 to 1.3.
          expect(sizeOf(means)).toBeGreaterThan(2e-3);
          expect(sizeOf(means)).toBeLessThan(12);
          expect(spreadOf(means)).toBeGreaterThan(1e-4);
          expect(sizeOf(logits)).toBeGreaterThan(1e-3);
          expect(sizeOf(logits)).toBeLessThan(12);
        },
      ),
      rarely,
    ));
});
