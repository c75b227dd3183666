/** Functions of single numbers, over all that single precision has. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import * as build from '../../src/tensor/build.ts';
import { comparisonOps, type UnaryOp, unaryOps } from '../../src/tensor/primitives.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { compileGpujs, expectEqual, expectNear, inEachMode, traced } from './support.ts';
import { binaryTolerances, unaryTolerances } from './tolerances.ts';

const specials = [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 3e38, -3e38, 2 ** 24, 2e-38];
const strange = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
/** Shaders may take numbers below 2^-126 for 0. */
const float = (size: number) =>
  fc.double({ min: -size, max: size, noNaN: true }).map((x) => (Math.abs(x) < 2 ** -50 ? 0 : x));

/** Any size from about the smallest that shaders keep to the largest. */
const anySize = fc
  .tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -125, max: 126 }), fc.boolean())
  .map(([x, exponent, isNegative]) => (isNegative ? -x : x) * 2 ** exponent);

const numbers = fc.oneof(anySize, float(2), float(20), float(1000), fc.constantFrom(...specials, ...strange));
const count = 199;
const lists = (number: fc.Arbitrary<number>) =>
  fc
    .array(number, { minLength: count, maxLength: count })
    .map((list) => valueFrom([count], Float32Array.from(list)));

/** Beyond this sines are only known to be sines. */
const mostTurned = 2 ** 17;
const isPeriodic = (op: UnaryOp): boolean => op === 'sin' || op === 'cos';
const argumentsOf = (op: UnaryOp) =>
  isPeriodic(op) ? numbers.filter((x) => !(Math.abs(x) >= mostTurned)) : numbers;

const none = valueFrom([count], new Float32Array(count));

inEachMode('functions of one number', (mode) => {
  it.each(unaryOps.filter((op) => op !== 'not' && op !== 'bitsToUnit'))('%s', async (op) => {
    const program = traced([none], (x) => (x === undefined ? [] : [build.unary(op, x)]));
    const run = await compileGpujs(mode, program);
    await fc.assert(
      fc.asyncProperty(lists(argumentsOf(op)), async (x) => {
        expectNear(await run([x]), evaluateProgram(program, [x]), unaryTolerances[op][mode]);
      }),
      { numRuns: 20 },
    );
  });

  it.each(['sin', 'cos'] as const)('%s of what is ever so large is within ±1', async (op) => {
    const program = traced([none], (x) => (x === undefined ? [] : [build.unary(op, x)]));
    const run = await compileGpujs(mode, program);
    await fc.assert(
      fc.asyncProperty(lists(anySize), async (x) => {
        const [y] = await run([x]);
        expect(y?.data.every((sine) => Math.abs(sine) <= 1)).toBe(true);
      }),
      { numRuns: 10 },
    );
  });
});

const small = fc.oneof(float(3), float(100), fc.integer({ min: -9, max: 9 }));
const positive = small.map((x) => Math.abs(x) + 0.01);
const pairs = {
  add: [small, small],
  sub: [small, small],
  mul: [small, small],
  div: [small, fc.tuple(positive, fc.boolean()).map(([x, isNegative]) => (isNegative ? -x : x))],
  pow: [positive, float(8)],
} as const;

inEachMode('functions of two numbers', (mode) => {
  it.each(['add', 'sub', 'mul', 'div', 'pow'] as const)('%s', async (op) => {
    const program = traced([none, none], (a, b) =>
      a === undefined || b === undefined ? [] : [build.binary(op, a, b)],
    );
    const run = await compileGpujs(mode, program);
    const [left, right] = pairs[op];
    const tolerance = binaryTolerances[op]?.[mode] ?? { absolute: 0, relative: 0 };
    await fc.assert(
      fc.asyncProperty(lists(left), lists(right), async (a, b) => {
        expectNear(await run([a, b]), evaluateProgram(program, [a, b]), tolerance);
      }),
      { numRuns: 20 },
    );
  });

  it('powers of negative numbers: whole exponents have them, others are not numbers', async () => {
    const program = traced([none, none], (a, b) =>
      a === undefined || b === undefined ? [] : [build.binary('pow', a, b)],
    );
    const run = await compileGpujs(mode, program);
    const exponents = fc.oneof(fc.integer({ min: -6, max: 6 }), fc.constantFrom(0.5, -1.5));
    await fc.assert(
      fc.asyncProperty(lists(positive.map((x) => -x)), lists(exponents), async (a, b) => {
        const tolerance = binaryTolerances.pow?.[mode] ?? { absolute: 0, relative: 0 };
        expectNear(await run([a, b]), evaluateProgram(program, [a, b]), tolerance);
      }),
      { numRuns: 20 },
    );
  });

  it('rem has the sign of the dividend, is smaller than the divisor, and leaves a multiple of it', async () => {
    const program = traced([none, none], (a, b) =>
      a === undefined || b === undefined ? [] : [build.binary('rem', a, b)],
    );
    const run = await compileGpujs(mode, program);
    const whole = fc.integer({ min: -5000, max: 5000 });
    await fc.assert(
      fc.asyncProperty(lists(whole), lists(whole.map((x) => x || 7)), async (a, b) => {
        expectEqual(await run([a, b]), evaluateProgram(program, [a, b]));
      }),
      { numRuns: 20 },
    );
    await fc.assert(
      fc.asyncProperty(lists(small), lists(positive), async (a, b) => {
        const [rest] = await run([a, b]);
        rest?.data.forEach((r, i) => {
          const [x = 0, y = 1] = [a.data[i], b.data[i]];
          const count = (x - r) / y;
          // A quotient near a whole number may be taken for it: then the rest is near 0, or near the divisor.
          expect(Math.abs(r)).toBeLessThanOrEqual(y * (1 + 1e-6));
          expect(r * x).toBeGreaterThanOrEqual(0);
          expect(Math.abs(count - Math.round(count))).toBeLessThanOrEqual(1e-5 + 1e-6 * Math.abs(x / y));
        });
      }),
      { numRuns: 20 },
    );
  });

  it('extremes and comparisons are exact, of infinite numbers too; NaN is larger and smaller than all', async () => {
    const program = traced([none, none], (a, b) =>
      a === undefined || b === undefined
        ? []
        : (['max', 'min', ...comparisonOps] as const).map((op) => build.binary(op, a, b)),
    );
    const run = await compileGpujs(mode, program);
    const some = fc.oneof(fc.constantFrom(...specials, ...strange), float(2));
    await fc.assert(
      fc.asyncProperty(lists(some), lists(some), async (a, b) => {
        expectEqual(await run([a, b]), evaluateProgram(program, [a, b]));
      }),
      { numRuns: 20 },
    );
  });

  it('constants are operands like others, even where shader compilers would refuse to compute with them', async () => {
    const program = traced([none], (x) =>
      x === undefined
        ? []
        : [
            build.binary('div', build.full([count], 0, 'f32'), build.full([count], 0, 'f32')),
            build.binary('mul', build.full([count], 3e38, 'f32'), build.full([count], 3e38, 'f32')),
            build.unary('log', build.full([count], -1, 'f32')),
            build.binary('add', x, build.full([count], 1, 'f32')),
          ],
    );
    expectEqual(await (await compileGpujs(mode, program))([none]), evaluateProgram(program, [none]));
  });
});
