import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import { type RstgConfig, rstg } from '../../src/rstg/index.ts';
import { mul, sum } from '../../src/tensor/ops/index.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import { grad } from '../../src/transforms/grad/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { clipOf, configs, randomParams } from '../arbitraries/rstg.ts';
import { goldens } from '../rstg/golden.ts';
import { convNets } from './conv-nets.ts';

const operations = (program: Program): number =>
  costOf(simplify(program, { evaluate: evaluateProgram })).total.operations;

/** How often the operations of the function its gradient takes: by everything, also by what the network is given. */
const costRatio = <P>(loss: (all: P) => Tensor<[]>, at: P): number =>
  operations(programOf(grad(loss), at)) / operations(programOf(loss, at));

/** The same of a network on a clip. */
const rstgRatio = (config: RstgConfig): number => {
  const { apply } = rstg(config);
  type Given = { readonly params: Parameters<typeof apply>[0]; readonly clip: Parameters<typeof apply>[1] };
  const loss = ({ params, clip }: Given): Tensor<[]> => {
    const y = apply(params, clip);
    return sum(mul(y, y));
  };
  const at = { params: randomParams(config, 1), clip: clipOf(config, 2) };
  return operations(programOf(grad(loss), at)) / operations(programOf(loss, at));
};

/** Programs of networks are long. */
const rarely = { numRuns: Math.ceil(0.3 * (fc.readConfigureGlobal()?.numRuns ?? 100)) };

describe('a gradient takes at most four times the operations of its function', () => {
  it('of every network, by parameters and features', () => {
    fc.assert(
      fc.property(configs(), (config) => {
        expect(rstgRatio(config)).toBeLessThanOrEqual(4);
      }),
      rarely,
    );
  });

  it('of wide ones, where weights are all that counts', () => {
    fc.assert(
      fc.property(configs({ dim: 48, channels: 24 }), (config) => {
        expect(rstgRatio(config)).toBeLessThanOrEqual(4);
      }),
      rarely,
    );
  });

  it.each(goldens)('of golden $name', ({ sample }) => {
    expect(rstgRatio(sample.config)).toBeLessThanOrEqual(4);
  });

  it('of convolutional networks, by parameters and images', () => {
    fc.assert(
      fc.property(convNets, ({ params, images, loss }) => {
        const all = (given: { readonly params: typeof params; readonly images: typeof images }) =>
          loss(given.params, given.images);
        expect(costRatio(all, { params, images })).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('of convolutional networks, by parameters', () => {
    fc.assert(
      fc.property(convNets, ({ params, images, loss }) => {
        expect(costRatio((given) => loss(given, images), params)).toBeLessThanOrEqual(4);
      }),
    );
  });
});
