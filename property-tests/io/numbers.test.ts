import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromF32, toF32 } from '../../src/io/convert.ts';
import { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from '../../src/io/half.ts';

const every16Bits = Array.from({ length: 65_536 }, (_, bits) => bits);

/** A float f32, with those near 16-bit floats' ties more often than by chance. */
const floats = (decode: (bits: number) => number) =>
  fc.oneof(
    fc.float({ noNaN: true }),
    fc
      .tuple(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: -2, max: 2 }))
      .map(([bits, ulps]) => {
        const tie = Math.fround((decode(bits) + decode(bits ^ 1)) / 2);
        const nudged = new Float32Array([Number.isFinite(tie) ? tie : 0]);
        const pattern = new Int32Array(nudged.buffer);
        pattern[0] = (pattern[0] ?? 0) + ulps;
        return nudged[0] ?? 0;
      })
      .filter((value) => !Number.isNaN(value)),
  );

describe.each([
  ['f16', f16ToNumber, numberToF16, 65_520, 11, -24],
  ['bf16', bf16ToNumber, numberToBf16, 2 ** 128 - 2 ** 119, 8, -133],
] as const)('%s', (dtype, decode, encode, infinityFrom, significantBits, leastExponent) => {
  it('keeps every bit pattern through an f32 and back', () => {
    for (const bits of every16Bits) {
      const value = decode(bits);
      if (Number.isNaN(value)) expect(decode(encode(value))).toBeNaN();
      else if (encode(value) !== bits) expect([bits, encode(value)]).toEqual([bits, bits]);
    }
  });

  it('rounds to the nearest, ties to even, as the definition says', () => {
    fc.assert(
      fc.property(floats(decode), (value) => {
        const magnitude = Math.abs(value);
        const exponent =
          magnitude === 0
            ? leastExponent
            : Math.max(Math.floor(Math.log2(magnitude)) - significantBits + 1, leastExponent);
        // Math.log2 may be off by one next to a power of two; a unit too small only splits exact cases further.
        const unit = 2 ** exponent;
        const units = magnitude / unit;
        const below = Math.floor(units);
        const rest = units - below;
        const rounded = rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
        const expected = magnitude >= infinityFrom ? Number.POSITIVE_INFINITY : rounded * unit;
        if (Math.log2(magnitude) % 1 !== 0) expect(Math.abs(decode(encode(value)))).toBe(expected);
        expect(
          Object.is(Math.sign(decode(encode(value))), Math.sign(value)) || decode(encode(value)) === 0,
        ).toBe(true);
      }),
    );
  });

  it('converts tensors both ways', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff }).filter((bits) => !Number.isNaN(decode(bits)))),
        (bits) => {
          const tensor = { dtype, shape: [bits.length], data: Uint16Array.from(bits) };
          expect(fromF32(dtype)(toF32(tensor))).toEqual(tensor);
        },
      ),
    );
  });
});

describe('64-bit integers', () => {
  it('go to the nearest f32', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.nat(50), (wide, shift) => {
        const value = wide >> BigInt(shift);
        const [rounded = 0] = toF32({ dtype: 'i64', shape: [1], data: BigInt64Array.of(value) }).data;
        const distance = (x: number) => {
          const difference = BigInt(x) - value;
          return difference < 0n ? -difference : difference;
        };
        const neighbour = new Float32Array([rounded]);
        const pattern = new Int32Array(neighbour.buffer);
        for (const step of [-1, 1]) {
          neighbour[0] = rounded;
          pattern[0] = (pattern[0] ?? 0) + step;
          const [other = 0] = neighbour;
          if (Number.isInteger(other)) expect(distance(rounded) <= distance(other)).toBe(true);
        }
      }),
    );
  });
});
