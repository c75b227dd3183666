import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inEachMode } from '../../../../property-tests/gpujs/support.ts';
import { rightOf } from '../../../../property-tests/io/support.ts';
import { openDevice } from '../run/device.ts';
import { kernelSettings } from '../run/settings.ts';
import { body, quotient } from './scope.ts';

const mostExact = 2 ** 24;
const count = 128;

/** Whole numbers below 2^24 at and beside multiples of a divisor, where a quotient that is a little off shows. */
const near = (divisor: number) =>
  fc
    .tuple(fc.nat(Math.floor((mostExact - 2) / divisor)), fc.integer({ min: -1, max: 1 }))
    .map(([times, beside]) => Math.max(0, times * divisor + beside));

inEachMode('positions divided by sizes', (mode) => {
  it('are rounded down exactly, up to the largest array', async () => {
    const { gpu } = rightOf(await openDevice(mode));
    const divisors = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: mostExact - 2 }));
    const cases = divisors.chain((divisor) =>
      fc.record({
        divisor: fc.constant(divisor),
        numbers: fc.array(near(divisor), { minLength: count, maxLength: count }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ({ divisor, numbers }) => {
        const scope = body();
        const at = scope.read({ array: 0 }, scope.name('this.thread.x'));
        const result = scope.name(`${quotient(scope, at, divisor)} + 0.0`);
        const source = `function (a0) {\n${scope.text()}\nreturn ${result};\n}`;
        const kernel = gpu.createKernel(source, kernelSettings(count));
        const quotients = await kernel(Float32Array.from(numbers));
        kernel.destroy();
        expect(quotients).toEqual(Float32Array.from(numbers, (n) => Math.floor(n / divisor)));
      }),
      { numRuns: 30 },
    );
  });
});
