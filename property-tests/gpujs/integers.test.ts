/** 32-bit integers, which gpu.js does not have: exact over their whole range, wrapping as the reference does. */
import fc from 'fast-check';
import { it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/index.ts';
import { apply } from '../../src/tensor/apply.ts';
import * as build from '../../src/tensor/build.ts';
import { comparisonOps } from '../../src/tensor/primitives.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { compileGpujs, expectEqual, inEachMode, runGpujs, traced } from './support.ts';

const [least, most] = [-(2 ** 31), 2 ** 31 - 1];
const edges = [0, 1, -1, 65_535, 65_536, -65_536, 2 ** 24 + 1, 0x7fff0001, least, most, least + 1];
const whole = fc.oneof(fc.integer(), fc.integer({ min: -9, max: 9 }), fc.constantFrom(...edges));
const count = 97;
const lists = fc
  .array(whole, { minLength: count, maxLength: count })
  .map((list) => valueFrom([count], Int32Array.from(list)));
const none = valueFrom([count], new Int32Array(count));

inEachMode('32-bit integers', (mode) => {
  it('have the arithmetic and the order of the reference', async () => {
    const program = traced([none, none], (a, b) =>
      a === undefined || b === undefined
        ? []
        : [
            ...(['neg', 'abs', 'sign', 'relu', 'bitsToUnit'] as const).map((op) => build.unary(op, a)),
            ...(['add', 'sub', 'mul', 'max', 'min', ...comparisonOps] as const).map((op) =>
              build.binary(op, a, b),
            ),
          ],
    );
    const run = await compileGpujs(mode, program);
    await fc.assert(
      fc.asyncProperty(lists, lists, async (a, b) => {
        expectEqual(await run([a, b]), evaluateProgram(program, [a, b]));
      }),
      { numRuns: 20 },
    );
  });

  it('wrap in sums of many', async () => {
    const rows = valueFrom([7, count], new Int32Array(7 * count));
    const program = traced([rows], (a) =>
      a === undefined
        ? []
        : [
            apply('reduce', { op: 'sum', axes: [0, 1] }, [a]),
            apply('reduce', { op: 'sum', axes: [0] }, [a]),
            apply('reduce', { op: 'min', axes: [0, 1] }, [a]),
            apply('reduce', { op: 'max', axes: [1] }, [a]),
          ],
    );
    const run = await compileGpujs(mode, program);
    const matrices = fc
      .array(whole, { minLength: 7 * count, maxLength: 7 * count })
      .map((list) => valueFrom([7, count], Int32Array.from(list)));
    await fc.assert(
      fc.asyncProperty(matrices, async (a) => {
        expectEqual(await run([a]), evaluateProgram(program, [a]));
      }),
      { numRuns: 10 },
    );
  });

  it('become numbers, rounded to nearest; and numbers them, truncated and saturated, NaN being 0', async () => {
    const floats = valueFrom([count], new Float32Array(count));
    const program = traced([none, floats], (a, x) =>
      a === undefined || x === undefined
        ? []
        : [
            build.convert(a, 'f32'),
            build.convert(a, 'bool'),
            build.convert(x, 'i32'),
            build.convert(x, 'bool'),
            build.convert(build.convert(x, 'bool'), 'i32'),
          ],
    );
    const run = await compileGpujs(mode, program);
    const number = fc.oneof(
      whole,
      fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
      fc.constantFrom(
        -0,
        3e38,
        -3e38,
        2 ** 31,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      ),
    );
    const numbers = fc
      .array(number, { minLength: count, maxLength: count })
      .map((list) => valueFrom([count], Float32Array.from(list)));
    await fc.assert(
      fc.asyncProperty(lists, numbers, async (a, x) => {
        expectEqual(await run([a, x]), evaluateProgram(program, [a, x]));
      }),
      { numRuns: 20 },
    );
  });
});

inEachMode('random bits', (mode) => {
  it('are those of the reference, bit for bit, for any keys and shapes', async () => {
    const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(shapes, fc.array(whole, { minLength: 6, maxLength: 6 }), async (shape, words) => {
        const keys = valueFrom([3, 2], Int32Array.from(words));
        const program = traced([keys], (key) =>
          key === undefined
            ? []
            : [
                apply('randomBits', { shape }, [key]),
                apply('randomBits', { shape: [17] }, [
                  apply('reshape', { shape: [2] }, [
                    apply('slice', { starts: [1, 0], limits: [2, 2], strides: [1, 1] }, [key]),
                  ]),
                ]),
              ],
        );
        expectEqual(await runGpujs(mode, program, [keys]), evaluateProgram(program, [keys]));
      }),
      { numRuns: 6 },
    );
  });
});
