import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/compile/program.ts';
import { messageLabels, predictedMessages, type RstgConfig, rstg } from '../../src/rstg/index.ts';
import type { Program } from '../../src/tensor/program.ts';
import { costOf, equationsOf } from '../../src/transforms/cost/index.ts';
import { clipOf, configs, randomParams } from '../arbitraries/rstg.ts';
import { edgesOf } from './lattice.ts';
import { frameOf } from './support.ts';

const programIn = (order: 'apply' | 'applyTimeMajor', config: RstgConfig): Program =>
  programOf(rstg(config)[order], randomParams(config, 1), clipOf(config, 2));

const counted = (program: Program) => {
  const { messages } = costOf(program);
  const of = (label: string) => messages.get(label) ?? 0;
  return {
    spatial: of(messageLabels.spatial),
    temporal: of(messageLabels.temporal),
    self: of(messageLabels.self),
  };
};

const orders = fc.constantFrom('apply' as const, 'applyTimeMajor' as const);

/** RSTG.md, §Complexity, with edges counted from regions. */
const expected = ({ frames: T, iterations: K, scales, schedule, edges }: RstgConfig) => {
  const [N, E] = [scales.reduce((n, s) => n + s * s, 0), edgesOf(scales, edges).size];
  return {
    spatial: schedule === 'time-only' ? 0 : T * K * E,
    temporal:
      schedule === 'all-temp'
        ? T * N * (K + 1)
        : schedule === 'one-temp' || schedule === 'time-only'
          ? T * N
          : 0,
    self: schedule === 'homogeneous' ? T * K * N : 0,
  };
};

describe('messages', () => {
  it('are exactly as many as the definition says, in the program and in the prediction', () => {
    fc.assert(
      fc.property(configs(), orders, (config, order) => {
        expect(predictedMessages(config)).toEqual(expected(config));
        expect(counted(programIn(order, config))).toEqual(expected(config));
      }),
    );
  });

  it('are as many in a stream: T times those of one step', () => {
    fc.assert(
      fc.property(configs(), (config) => {
        const { stream } = rstg(config);
        const frame = frameOf(clipOf({ ...config, frames: 1 }, 0), 0);
        const step = programOf(stream.step, randomParams(config, 1), stream.start(), frame);
        expect(counted(step)).toEqual(expected({ ...config, frames: 1 }));
      }),
    );
  });

  it('are exactly linear in time', () => {
    fc.assert(
      fc.property(configs(), orders, fc.integer({ min: 2, max: 50 }), (config, order, by) => {
        const once = counted(programIn(order, { ...config, frames: 1 }));
        const often = counted(programIn(order, { ...config, frames: by }));
        expect(often).toEqual({
          spatial: by * once.spatial,
          temporal: by * once.temporal,
          self: by * once.self,
        });
      }),
    );
  });

  it('of the paper: T = 10, K = 3, scales 1, 2, 3', () => {
    const [config] = fc.sample(
      configs({ frames: 10, iterations: 3, scales: [1, 2, 3], edges: 'intersect', schedule: 'all-temp' }),
      1,
    );
    expect(config && predictedMessages(config)).toEqual({
      spatial: 10 * 3 * 90,
      temporal: 10 * 14 * 4,
      self: 0,
    });
  });
});

describe('the size of a program', () => {
  const many = fc.integer({ min: 2, max: 60 });
  const sizeOf = (order: 'apply' | 'applyTimeMajor', config: RstgConfig) =>
    equationsOf(programIn(order, config));

  it('does not depend on the number of frames', () => {
    fc.assert(
      fc.property(configs(), orders, many, (config, order, frames) => {
        expect(sizeOf(order, { ...config, frames })).toBe(sizeOf(order, { ...config, frames: 2 }));
      }),
    );
  });

  it('does not depend on the number of iterations', () => {
    fc.assert(
      fc.property(configs(), orders, many, (config, order, iterations) => {
        expect(sizeOf(order, { ...config, iterations })).toBe(sizeOf(order, { ...config, iterations: 2 }));
      }),
    );
  });

  it('does not depend on the number of nodes', () => {
    fc.assert(
      fc.property(
        configs({ update: 'shared' }),
        orders,
        fc.integer({ min: 2, max: 5 }),
        (config, order, s) => {
          expect(sizeOf(order, { ...config, scales: [s] })).toBe(sizeOf(order, { ...config, scales: [6] }));
        },
      ),
    );
  });
});
