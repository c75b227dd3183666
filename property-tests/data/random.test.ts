import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldIn, keyOf, threefry2x32, uniform, uniformInt } from '../../src/random/index.ts';

const words = fc.integer({ min: 0, max: 0xffffffff });
const keys = fc.tuple(words, words);

describe('threefry2x32', () => {
  it('is a bijection of the counter for every key: different counters, different blocks', () => {
    fc.assert(
      fc.property(keys, keys, keys, ([k0, k1], a, b) => {
        fc.pre(a[0] !== b[0] || a[1] !== b[1]);
        expect(threefry2x32(k0, k1, a[0], a[1])).not.toEqual(threefry2x32(k0, k1, b[0], b[1]));
      }),
    );
  });

  it('changes about half of the bits when one bit of key or counter changes', () => {
    fc.assert(
      fc.property(words, words, words, words, fc.nat(3), fc.nat(31), (a, b, c, d, which, bit) => {
        const other = [a, b, c, d].map((word, i) => (i === which ? word ^ (1 << bit) : word));
        const [x, y] = threefry2x32(a, b, c, d);
        const [p = 0, q = 0, r = 0, s = 0] = other;
        const [u, v] = threefry2x32(p, q, r, s);
        const ones =
          ((x ^ u) >>> 0).toString(2).replaceAll('0', '').length +
          ((y ^ v) >>> 0).toString(2).replaceAll('0', '').length;
        // Binomial(64, ½): mean 32, standard deviation 4; seven of them.
        expect(Math.abs(ones - 32)).toBeLessThan(28);
      }),
    );
  });
});

describe('draws', () => {
  it('stay in range and depend on nothing but their arguments', () => {
    fc.assert(
      fc.property(keys, words, fc.integer({ min: 1, max: 2 ** 32 }), (key, index, count) => {
        const drawn = uniformInt(key, index, count);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < count).toBe(true);
        const float = uniform(key, index);
        expect(float >= 0 && float < 1).toBe(true);
        uniformInt(key, index + 1, 7);
        expect(uniformInt(key, index, count)).toBe(drawn);
        expect(uniform(key, index)).toBe(float);
      }),
    );
  });

  it('different numbers fold into different keys', () => {
    const numbers = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(numbers, numbers, numbers, (seed, a, b) => {
        fc.pre(a !== b);
        expect(foldIn(keyOf(seed), a)).not.toEqual(foldIn(keyOf(seed), b));
      }),
    );
  });
});
