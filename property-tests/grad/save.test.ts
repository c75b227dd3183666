import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/compile/program.ts';
import { ones, zeros } from '../../src/tensor/ops/constants.ts';
import { add, matmul, mul, sum, tanh } from '../../src/tensor/ops/index.ts';
import type { Program } from '../../src/tensor/program.ts';
import { type Save, scan } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { inline } from '../../src/tensor/trace.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { costOf, equationsOf } from '../../src/transforms/cost/index.ts';
import { grad } from '../../src/transforms/grad/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { inputsOf, type Loop, loops, scanned } from '../scan-vmap/looping.ts';
import { run } from '../scan-vmap/support.ts';
import { expectSameBits } from '../transforms/support.ts';
import { expectClose, floatPart, gradientOf, programAt, pushForward, runExactly } from './support.ts';

const others = ['carries', 'segments'] as const;

/** Loops of few and many steps; primes, squares and their neighbours among them. */
const manyLengths: fc.Arbitrary<Loop> = fc
  .tuple(loops, fc.constantFrom(2, 3, 4, 5, 7, 8, 9, 10, 11, 16, 17, 1, 0))
  .map(([loop, length]) => ({ ...loop, length }));

describe('whatever a gradient keeps of a scan', () => {
  it('the results are the same, bit for bit', () => {
    fc.assert(
      fc.property(manyLengths, fc.constantFrom(...others), (loop, save) => {
        const inputs = inputsOf(loop);
        expectSameBits(run(scanned(loop, save), inputs), run(scanned(loop), inputs));
      }),
    );
  });

  it('gradients are the same, first and second, in reverse and forward', () => {
    const derivatives = (loop: Loop, save: Save, again: boolean): readonly AnyValue[] => {
      const inputs = inputsOf(loop);
      const program = programAt(scanned(loop, save), inputs);
      return runExactly((...args) => {
        const { f, xs } = floatPart(program, args);
        const gradient = gradientOf(f);
        return [...(again ? gradientOf(gradient) : gradient)(...xs), ...pushForward({ f, xs }, xs).dys];
      }, inputs);
    };
    fc.assert(
      fc.property(manyLengths, fc.constantFrom(...others), fc.boolean(), (loop, save, again) => {
        expectClose(derivatives(loop, save, again), derivatives(loop, 'all', again));
      }),
    );
  });

  it('the simplifier leaves the bits of gradients alone', () => {
    fc.assert(
      fc.property(manyLengths, fc.constantFrom(...others), (loop, save) => {
        const inputs = inputsOf(loop);
        const program = programAt((...args) => {
          const { f, xs } = floatPart(programAt(scanned(loop, save), inputs), args);
          return gradientOf(f)(...xs);
        }, inputs);
        const simplified = simplify(program, { verify: true });
        expectSameBits(
          run((...xs) => inline(simplified, xs), inputs),
          run((...xs) => inline(program, xs), inputs),
        );
      }),
    );
  });
});

/** The gradient of a recurrent network of 64 units that does three things a step. */
const recurrent = (steps: number, save: Save, reverse = false): Program =>
  simplify(
    programOf(
      grad((w: Tensor<[64, 64]>, xs: Tensor<[number]>) => {
        const [last] = scan(
          (h: Tensor<[64]>, x) => {
            const deep = tanh(matmul(tanh(matmul(h, w)), w));
            return [tanh(add(matmul(deep, w), x)), []];
          },
          ones([64]),
          xs,
          { save, reverse },
        );
        return sum(mul(last, last));
      }),
      zeros([64, 64]),
      zeros([steps]),
    ),
  );

const peak = (steps: number, save: Save): number => costOf(recurrent(steps, save)).peakBytes;

describe('the size of a gradient’s program', () => {
  it.each(['all', ...others] as const)('does not depend on the length of the clip: %s', (save) => {
    const sizes = new Set([4, 9, 400, 10_000].map((steps) => equationsOf(recurrent(steps, save))));
    expect(sizes.size).toBe(1);
    // What is left over of √T segments adds one loop more, and not more with more steps.
    const rest = new Set([11, 401, 9_999].map((steps) => equationsOf(recurrent(steps, save, true))));
    expect(rest.size).toBe(1);
  });
});

describe('the memory of a gradient', () => {
  it('of 400 steps: all > carries > segments', () => {
    const [all, carries, segments] = [peak(400, 'all'), peak(400, 'carries'), peak(400, 'segments')];
    expect(all).toBeGreaterThan(2 * carries);
    expect(carries).toBeGreaterThan(1.1 * segments);
  });

  it('of all steps and of their carries grows with T, of segments with √T', () => {
    const growth = (save: Save): number =>
      (peak(25_600, save) - peak(6_400, save)) / (peak(6_400, save) - peak(1_600, save));
    expect(growth('all')).toBeCloseTo(4, 1);
    expect(growth('carries')).toBeCloseTo(4, 1);
    expect(growth('segments')).toBeLessThan(3);
  });

  it('grows with T by what a step keeps: everything, or its carry', () => {
    const perStep = (save: Save): number => (peak(6_400, save) - peak(1_600, save)) / 4_800;
    // The carry and three states of 64 floats, or the carry alone; and a float of xs.
    expect(perStep('all')).toBe(4 * (4 * 64 + 1));
    expect(perStep('carries')).toBe(4 * (64 + 1));
  });
});
