import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unaryLoops } from '../../reference/unary.ts';
import { type Applied, applied, floats, ulpsBetween, variants, words } from './testing.ts';
import { unaryFunction } from './unary.ts';

/** How far from the exact value each function may be, in units of the last place. */
const bounds = {
  exp: 1.25,
  expm1: 2,
  log: 1,
  log1p: 1,
  sin: 1.75,
  cos: 1.75,
  tanh: 2.75,
  sigmoid: 2.5,
  erf: 1.5,
} as const;
type Approximated = keyof typeof bounds;
const ops = Object.keys(bounds).filter((op): op is Approximated => op in bounds);

/** The reference in double precision is the exact value: of Math, or of the series. */
const exactly = (op: Approximated, x: Float32Array): Float64Array => {
  const z = new Float64Array(x.length);
  unaryLoops[op](Float64Array.from(x), z);
  return z;
};

/** The words whose result is farther than the bound. */
const failures = (op: Approximated, f: Applied, x: Int32Array): readonly string[] => {
  const inputs = floats(x);
  const exact = exactly(op, inputs);
  const results = floats(f(x));
  return Array.from(results).flatMap((y, i) => {
    const value = exact[i] ?? Number.NaN;
    const ulps = ulpsBetween(y, value);
    return ulps <= bounds[op] ? [] : [`${op}(${inputs[i]}) = ${y}, not ${value}: ${ulps} ulp`];
  });
};

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Where something changes: subnormal numbers, the ends of reductions, clamps, saturation, poles. */
const boundaries = [
  ...[-149, -148, -127, -126, -30, -25, -24, -12, 20, 23, 24, 31, 64, 127].map((n) => 2 ** n),
  ...[
    0,
    0.25,
    0.34657359,
    Math.SQRT1_2,
    0.5,
    0.9277,
    1,
    1.0397207,
    Math.SQRT2,
    1.5707964,
    2,
    Math.PI,
    4,
    9.01,
    10,
  ],
  ...[15.9, 17.3, 18, 20, 87.33655, 88.72284, 89, 103.97208, 104, 105, 3.4028234663852886e38, infinity],
];

/** Each boundary, its neighbours, and their negatives. */
const around = Int32Array.from(
  [...words(boundaries)].flatMap((word) => [word - 1, word, word + 1].filter((w) => w >= 0)),
  (w) => w,
);
const bothSigns = Int32Array.from([...around, ...[...around].map((w) => w | (1 << 31))]);

/** What must come out to the bit. */
const special: { readonly [O in Approximated]: readonly (readonly [x: number, y: number])[] } = {
  exp: [
    [0, 1],
    [-0, 1],
    [-infinity, 0],
    [infinity, infinity],
    [-3e38, 0],
    [88.7229, infinity],
  ],
  expm1: [
    [0, 0],
    [-0, -0],
    [-infinity, -1],
    [infinity, infinity],
    [-40, -1],
  ],
  log: [
    [1, 0],
    [0, -infinity],
    [-0, -infinity],
    [-1, nan],
    [-(2 ** -149), nan],
    [-infinity, nan],
    [infinity, infinity],
  ],
  log1p: [
    [0, 0],
    [-0, -0],
    [-1, -infinity],
    [-1.0000001, nan],
    [-infinity, nan],
    [infinity, infinity],
  ],
  sin: [
    [0, 0],
    [-0, -0],
    [infinity, nan],
    [-infinity, nan],
  ],
  cos: [
    [0, 1],
    [-0, 1],
    [infinity, nan],
    [-infinity, nan],
  ],
  tanh: [
    [0, 0],
    [-0, -0],
    [infinity, 1],
    [-infinity, -1],
    [9.02, 1],
    [-3e38, -1],
  ],
  sigmoid: [
    [0, 0.5],
    [-0, 0.5],
    [infinity, 1],
    [-infinity, 0],
    [20, 1],
    [-3e38, 0],
  ],
  erf: [
    [0, 0],
    [-0, -0],
    [infinity, 1],
    [-infinity, -1],
    [4, 1],
  ],
};

const odd = ['tanh', 'erf', 'sin'] as const;

describe.each(variants)('with fused multiply-add: %s', (relaxed) => {
  describe.each(ops)('%s', (op) => {
    const f = applied(unaryFunction(op, 'f32'), 1, relaxed);

    it(`is at most ${bounds[op]} ulp from the exact value, over all of single precision`, () => {
      // Every 4099th pattern of bits, so every exponent and many mantissas of each.
      const stride = 4099;
      const part = 2 ** 18;
      for (let start = 0; start < 2 ** 32; start += stride * part) {
        const x = Int32Array.from({ length: part }, (_, i) => start + i * stride);
        expect(failures(op, f, x)).toEqual([]);
      }
    });

    it('is so on both sides of every boundary', () => {
      expect(failures(op, f, bothSigns)).toEqual([]);
    });

    it('has its special values to the bit, and NaN of every NaN', () => {
      expect(Array.from(floats(f(words(special[op].map(([x]) => x)))))).toEqual(
        special[op].map(([, y]) => y),
      );
      const nans = Int32Array.from([
        0x7fc00000, 0x7f800001, 0x7fffffff, 0x7fc12345, -1, -0x400000, -0x7fffff, -2,
      ]);
      expect(Array.from(floats(f(nans))).every(Number.isNaN)).toBe(true);
    });
  });

  it.each(odd)('%s is odd to the bit', (op) => {
    const f = applied(unaryFunction(op, 'f32'), 1, relaxed);
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 4, maxLength: 8 }), (xs) => {
        const mirrored = floats(f(words(xs.map((x) => -x))));
        expect(Array.from(mirrored)).toEqual(Array.from(floats(f(words(xs)))).map((y) => -y));
      }),
    );
  });
});

it('the engine of Node has both variants', () => expect(variants).toEqual([false, true]));
