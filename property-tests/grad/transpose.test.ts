import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as build from '../../src/tensor/build.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { type ProgramOptions, programs } from '../arbitraries/program.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { linearised } from './rules.ts';
import { weightsOf } from './slopes.ts';
import {
  directions,
  floatPart,
  floatValues,
  inner,
  mostlyFloats,
  pullBack,
  pushForward,
  runExactly,
} from './support.ts';

const sizes = (xs: readonly AnyTensor[]): readonly AnyTensor[] => xs.map((x) => build.unary('abs', x));

/** ⟨Jv, w⟩ = ⟨v, Jᵀw⟩, and neither is NaN, wherever the numbers lie: at kinks and ties, too. */
const check = (options: ProgramOptions): void => {
  let nonzero = 0;
  const cases = programs({ inputs: mostlyFloats, outputs: ['f32'], range: 'safe', ...options });
  fc.assert(
    fc.property(cases.map(linearised), fc.nat(), ({ program, inputs }, seed) => {
      const vs = directions(floatValues(inputs), seed);
      const ws = weightsOf((args) => floatPart(program, args), inputs, seed + 1);
      const results = runExactly(
        (...args) => {
          const place = floatPart(program, args.slice(0, inputs.length));
          const v = args.slice(inputs.length, inputs.length + vs.length);
          const w = args.slice(inputs.length + vs.length);
          const { dys } = pushForward(place, v);
          const pulled = pullBack(place, w);
          return [
            build.binary('sub', inner(dys, w), inner(pulled, v)),
            build.binary('add', inner(sizes(dys), sizes(w)), inner(sizes(pulled), sizes(v))),
          ];
        },
        [...inputs, ...vs, ...ws],
      );
      const [gap = Number.NaN, size = Number.NaN] = results.map(({ data }) => data[0]);
      if (size > 0) nonzero++;
      expect(Math.abs(gap)).toBeLessThanOrEqual(1e-12 * size);
    }),
  );
  expect(nonzero).toBeGreaterThan(0);
};

describe('reverse mode is the transpose of forward mode', () => {
  it.each(allPrimitives)('for programs of %s', (primitive) => {
    check({ primitives: [primitive, 'unary'], maxSteps: 4 });
  });

  it('for programs of everything', () => {
    check({});
  });

  it('for rules of one’s own, in loops and checkpoints', () => {
    check({ primitives: ['custom', 'scan', 'checkpoint', 'unary', 'binary', 'select', 'stopGradient'] });
  });
});
