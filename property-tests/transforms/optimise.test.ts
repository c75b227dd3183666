import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/evaluate.ts';
import { optimise } from '../../src/transforms/optimise/index.ts';
import { simplify } from '../../src/transforms/simplify/index.ts';
import { programs, smooth } from '../arbitraries/program.ts';
import { expectOptimised } from './optimise-support.ts';
import { expectValid } from './support.ts';

const contracting = {
  ...smooth,
  primitives: [
    'dot',
    'gather',
    'scatterAdd',
    'broadcast',
    'concat',
    'reduce',
    'slice',
    'transpose',
    'scan',
    'binary',
    'messages',
  ],
  binaryOps: ['add', 'mul'],
} as const;

describe.each([
  ['anything smooth', smooth],
  ['products and what they are moved past', contracting],
] as const)('optimise, on programs of %s', (_, options) => {
  it('keeps values and messages, and never takes more', () => {
    fc.assert(fc.property(programs(options), ({ program, inputs }) => void expectOptimised(program, inputs)));
  });
});

describe('optimise', () => {
  // In double precision: a sum that overflows before it meets a 0 is rounding, an ∞ that was never read is not.
  it('keeps the validity of any program, and gives no NaN where there was none', () => {
    fc.assert(
      fc.property(programs(), ({ program, inputs }) => {
        const before = simplify(program);
        const after = optimise(before);
        expectValid(after);
        const [was, is] = [before, after].map((p) => evaluateProgram(p, inputs, { precision: 'f64' }));
        was?.forEach(({ data }, i) => {
          if (data.every(Number.isFinite)) expect(is?.[i]?.data.every((x) => !Number.isNaN(x))).toBe(true);
        });
      }),
    );
  });
});
