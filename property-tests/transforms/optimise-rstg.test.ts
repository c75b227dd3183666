import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/compile/program.ts';
import { type RstgConfig, rstg, schedules } from '../../src/rstg/index.ts';
import { randomKey, sum, zeros } from '../../src/tensor/ops/index.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import { grad } from '../../src/transforms/grad/index.ts';
import { optimise } from '../../src/transforms/optimise/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { configs } from '../arbitraries/rstg.ts';
import { floats, seeded } from '../arbitraries/seeded.ts';
import { expectOptimised, productsOf } from './optimise-support.ts';

const orders = ['apply', 'applyTimeMajor'] as const;

/** The programs of a network: what it gives, and the gradient of its sum. */
const programsOf = (
  config: RstgConfig,
  order: (typeof orders)[number],
): readonly [forward: Program, gradient: Program] => {
  const net = rstg(config);
  const run = net[order];
  const params = net.init(randomKey(0));
  const clip = zeros([config.frames, config.height, config.width, config.channels]);
  const loss = (p: typeof params, x: typeof clip): Tensor<[]> => sum(run(p, x));
  return [programOf(run, params, clip), programOf(grad(loss), params, clip)];
};

/** Numbers for a program: small, so that sums and products stay near 1. */
const inputsOf = ({ inputs }: Program, seed: number) => {
  const next = seeded(seed);
  return inputs.map(({ shape }) => {
    const n = shape.reduce((m, d) => m * d, 1);
    const scale = 1 / Math.sqrt(shape[0] ?? 1);
    return makeValue(
      shape,
      'f32',
      Float32Array.from(floats(next, n), (x) => x * scale),
    );
  });
};

describe.each(schedules)('RSTG, %s', (schedule) => {
  it.each(orders)('keeps its values, messages and validity (%s)', (order) => {
    fc.assert(
      fc.property(configs({ schedule }), fc.integer(), (config, seed) => {
        for (const program of programsOf(config, order)) expectOptimised(program, inputsOf(program, seed));
      }),
      { numRuns: 6 },
    );
  });
});

const paper = {
  frames: 5,
  height: 6,
  width: 6,
  channels: 32,
  scales: [1, 2, 3],
  dim: 32,
  iterations: 3,
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'shared',
  readout: 'vec',
  time: 'last',
} as const;

/** 90 edges among 14 nodes; [v_j | v_i | p_j] has 2 · 32 + 36 columns. */
const [edges, columns] = [90, 100];

describe.each(['all-temp', 'one-temp', 'space-only'] as const)('the send layer of RSTG, %s', (schedule) => {
  it.each(orders)('is computed for nodes, not for edges (%s)', (order) => {
    for (const program of programsOf({ ...paper, schedule }, order)) {
      const before = simplify(program);
      const after = optimise(before);
      const wide = (p: Program) =>
        p.equations.length > 0 && JSON.stringify(shapesOf(p)).includes(`${edges},${columns}`);
      expect(wide(before)).toBe(true);
      expect(wide(after)).toBe(false);
      const multiplyAdds = (p: Program) => productsOf(p).reduce((n, d) => n + d.times * d.multiplyAdds, 0);
      expect(multiplyAdds(after)).toBeLessThan(0.75 * multiplyAdds(before));
      expect(costOf(after).peakBytes).toBeLessThan(1.25 * costOf(before).peakBytes);
    }
  });
});

const shapesOf = (program: Program): readonly unknown[] =>
  program.equations.flatMap((e) => [
    ...e.outputs.map((a) => a.shape),
    ...(e.primitive === 'scan' ? shapesOf(e.params.body) : []),
  ]);
