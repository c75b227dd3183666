import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBitsKernel } from './random-bits.ts';
import { bitsOf, byReference, cuts, drawn, runKernel, shape } from './testing.ts';

describe('randomBits', () => {
  it("has the reference's bits, for one key and for many", () => {
    const cases = fc
      .tuple(shape(2, 0, 40), fc.oneof(shape(2), fc.constantFrom([2048], [2050], [4097])))
      .chain(([keys, of]) => fc.tuple(drawn([...keys, 2], 'i32'), fc.constant({ shape: of }), cuts));
    fc.assert(
      fc.property(cases, ([key, params, where]) => {
        const expected = byReference('randomBits', params, [key]);
        expect(bitsOf(runKernel(randomBitsKernel(params, key), [key], expected, where))).toEqual(
          bitsOf(expected),
        );
      }),
    );
  });
});
