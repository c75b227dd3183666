import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { programOf } from '../../src/compile/program.ts';
import * as build from '../../src/tensor/build.ts';
import { checkpoint } from '../../src/tensor/checkpoint.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { exp, matmul, mul, sin, sum, tanh } from '../../src/tensor/ops/index.ts';
import type { Program } from '../../src/tensor/program.ts';
import type { AnyTensor, Tensor } from '../../src/tensor/tensor.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import { grad } from '../../src/transforms/grad/index.ts';
import { eliminateDead, simplify } from '../../src/transforms/simplify/index.ts';
import { programs } from '../arbitraries/program.ts';
import type { Many } from '../scan-vmap/support.ts';
import { expectSameBits } from '../transforms/support.ts';
import { linearised } from './rules.ts';
import { floatPart, gradientOf, mostlyFloats, programAt, pushForward, withGradient } from './support.ts';

/** The same function, run again for its gradient. */
const again = (f: Many): Many => checkpoint<AnyTensor[], readonly AnyTensor[]>(f);

describe('what is run again', () => {
  it('gives the same numbers bit for bit, and so do its derivatives, once and twice wrapped', () => {
    const cases = programs({ inputs: mostlyFloats, outputs: ['f32'], maxSteps: 8 });
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(1, 2),
        fc.constantFrom(0, 1, 2),
        ({ program, inputs }, times, what) => {
          const side = (wrap: (f: Many) => Many) =>
            programAt((...args) => {
              const { f, xs } = floatPart(program, args);
              // Of several results' cotangents the sum would be taken in another order.
              const g = wrap((...at) => f(...at).slice(0, 1));
              if (what === 0) return g(...xs);
              if (what === 1) return pushForward({ f: g, xs }, xs).dys;
              return gradientOf(g)(...xs);
            }, inputs);
          const wrapped = side(times === 1 ? again : (f) => again(again(f)));
          const expected = evaluateProgram(
            side((f) => f),
            inputs,
          );
          expectSameBits(evaluateProgram(wrapped, inputs), expected);
          expectSameBits(evaluateProgram(simplify(wrapped, { verify: true }), inputs), expected);
        },
      ),
    );
  });

  it('sends its messages once', () => {
    const cases = programs({
      inputs: mostlyFloats,
      outputs: ['f32'],
      primitives: ['messages', 'checkpoint', 'custom', 'checkpoint', 'custom', 'scan'],
      maxSteps: 6,
      maxDepth: 3,
    }).map(linearised);
    const sent = (program: Program) => costOf(program).messages.get('space') ?? 0;
    fc.assert(
      fc.property(cases, fc.boolean(), ({ program, inputs }, twice) => {
        const changed = (change: (f: Many) => Many) =>
          programAt((...args) => {
            const { f, xs } = floatPart(program, args);
            return change(f)(...xs);
          }, inputs);
        const forward = changed((f) => f);
        const both = changed((f) => withGradient(twice ? withGradient(f) : f));
        // In between: a gradient leaves out what is computed beside a rule of one's own and not read.
        expect(sent(eliminateDead(both))).toBeLessThanOrEqual(sent(eliminateDead(forward)));
        expect(sent(simplify(both))).toBeGreaterThanOrEqual(sent(simplify(forward)));
      }),
    );
  });
});

/** Layers of a few steps each, whose weights are on the left. */
const layered = (layers: number, wrap: boolean): Program => {
  const layer = (x: Tensor<[32]>, w: Tensor<[32, 32]>): Tensor<[32]> =>
    tanh(matmul(sin(mul(exp(mul(x, 0.1)), sin(x))), w));
  const each = wrap ? checkpoint(layer) : layer;
  return programOf(
    grad((w: Tensor<[32, 32]>, x: Tensor<[32]>) => {
      const last = build.range(layers).reduce<Tensor<[32]>>((y) => each(y, w), x);
      return sum(mul(last, last));
    }),
    zeros([32, 32]),
    zeros([32]),
  );
};

describe('a deep network of checkpoints', () => {
  const cost = (layers: number, wrap: boolean) =>
    costOf(simplify(layered(layers, wrap), { evaluate: evaluateProgram }));

  it('keeps what goes into a layer, not what is in it', () => {
    const perLayer = (wrap: boolean): number => (cost(40, wrap).peakBytes - cost(20, wrap).peakBytes) / 20;
    expect(perLayer(true)).toBe(4 * 32);
    expect(perLayer(false)).toBeGreaterThan(4 * perLayer(true));
  });

  it('runs everything again, also once simplified: nothing is shared with the first run', () => {
    const transcendentals = (wrap: boolean): number => cost(40, wrap).total.transcendentals;
    // Every layer's exp, twice sin, and tanh.
    expect(transcendentals(true) - transcendentals(false)).toBe(40 * 32 * 4);
  });
});
