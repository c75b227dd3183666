import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DType } from '../../../tensor/dtype.ts';
import type { BinaryOp, UnaryOp } from '../../../tensor/primitives.ts';
import type { Elements } from '../../reference/array.ts';
import { binaryLoops, multiplyIntegers } from '../../reference/binary.ts';
import { convert } from '../../reference/elementwise.ts';
import { unaryLoops } from '../../reference/unary.ts';
import { binaryFunction, binaryFunctions } from './binary.ts';
import { convertFunctions, select } from './convert.ts';
import { applied, floats, ulpsBetween, variants } from './testing.ts';
import { unaryFunction, unaryFunctions } from './unary.ts';

const dtypes = ['f32', 'i32', 'bool'] as const;
const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] =>
  Object.keys(table).filter((key): key is K => key in table);

const allowed = <K extends string>(
  table: Readonly<Record<K, { readonly [D in DType]?: unknown }>>,
): readonly { op: K; dtype: DType }[] =>
  keysOf(table).flatMap((op) => dtypes.filter((d) => d in table[op]).map((dtype) => ({ op, dtype })));

const length = 16;
/** ±0, ±1, ±∞, NaN, the least and the greatest of all kinds, integers, halves. */
const notable = [
  0,
  -(2 ** 31),
  0x3f800000,
  -0x40800000,
  0x7f800000,
  -0x00800000,
  0x7fc00000,
  1,
  -0x7fffffff,
  0x00800000,
  0x7f7fffff,
  -0x00800001,
  0x7fffffff,
  -1,
  2,
  0x40000000,
  0x3f000000,
  0x40400000,
  -0x3fc00000,
  0x4b800000,
  0x4effffff,
  0x4f000000,
  -0x31000000,
];
const bits = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...notable) },
  // Small integers, and the smallest of subnormal numbers.
  { weight: 1, arbitrary: fc.integer({ min: -20, max: 20 }) },
  // Magnitudes from 2⁻⁵ to 2⁷, where most functions are neither 0 nor infinite.
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 0x3d000000, max: 0x43000000 }), fc.constantFrom(0, -(2 ** 31)))
      .map(([magnitude, sign]) => magnitude | sign),
  },
);
const arrayOf = (dtype: DType): fc.Arbitrary<Int32Array> =>
  fc
    .array(dtype === 'bool' ? fc.constantFrom(0, -1) : bits, { minLength: length, maxLength: length })
    .map((xs) => Int32Array.from(xs));

/** What a register's lanes mean to the reference. */
const elements = (dtype: DType, x: Int32Array): Elements =>
  dtype === 'f32' ? floats(x) : dtype === 'i32' ? x : Uint8Array.from(x, (mask) => -mask);

const zeros = (dtype: DType): Elements =>
  dtype === 'f32'
    ? new Float32Array(length)
    : dtype === 'i32'
      ? new Int32Array(length)
      : new Uint8Array(length);

/** How far from the exact value an op may be, in units of the last place; all others give the reference's very bits. */
const tolerance: { readonly [O in UnaryOp | BinaryOp]?: number } = {
  exp: 3,
  expm1: 3,
  log: 3,
  log1p: 3,
  sin: 3,
  cos: 3,
  tanh: 3,
  sigmoid: 3,
  erf: 3,
  pow: 1,
};

const expectClose = (result: Int32Array, exact: Float64Array, ulps: number): void =>
  floats(result).forEach((y, i) => {
    expect(ulpsBetween(y, exact[i] ?? 0)).toBeLessThanOrEqual(ulps);
  });

const inputOf = (x: Int32Array): Float64Array => Float64Array.from(floats(x));

const resultDType = (op: UnaryOp | BinaryOp, dtype: DType): DType =>
  op === 'bitsToUnit' ? 'f32' : ['eq', 'ne', 'lt', 'le', 'gt', 'ge'].includes(op) ? 'bool' : dtype;

/** A rotation by one lane: what a lane gives may not depend on which lane it is, nor on its neighbours. */
const rotated = (x: Int32Array): Int32Array => Int32Array.from(x, (_, i) => x[(i + 1) % length] ?? 0);

describe.each(variants)('with fused multiply-add: %s', (relaxed) => {
  it.each(allowed(unaryFunctions))('$op of $dtype is the reference’s', ({ op, dtype }) => {
    const f = applied(unaryFunction(op, dtype), 1, relaxed);
    fc.assert(
      fc.property(arrayOf(dtype), (x) => {
        const result = f(x);
        expect(floats(f(rotated(x)))).toEqual(floats(rotated(result)));
        const out = resultDType(op, dtype);
        const ulps = tolerance[op];
        if (ulps !== undefined) {
          const exact = new Float64Array(length);
          unaryLoops[op](inputOf(x), exact);
          expectClose(result, exact, ulps);
          return;
        }
        const expected = zeros(out);
        unaryLoops[op](elements(dtype, x), expected);
        // Two rounded operations, where the reference rounds once.
        if (op === 'rsqrt') expectClose(result, Float64Array.from(expected), 1);
        else expect(elements(out, result)).toEqual(expected);
      }),
    );
  });

  it.each(allowed(binaryFunctions))('$op of $dtype is the reference’s', ({ op, dtype }) => {
    const f = applied(binaryFunction(op, dtype), 2, relaxed);
    const loop = op === 'mul' && dtype === 'i32' ? multiplyIntegers : binaryLoops[op];
    fc.assert(
      fc.property(arrayOf(dtype), arrayOf(dtype), fc.boolean(), (x, other, isSame) => {
        const y = isSame ? x : other;
        const result = f(x, y);
        expect(floats(f(rotated(x), rotated(y)))).toEqual(floats(rotated(result)));
        const ulps = tolerance[op];
        if (ulps !== undefined) {
          const exact = new Float64Array(length);
          loop(inputOf(x), inputOf(y), exact);
          expectClose(result, exact, ulps);
          return;
        }
        const out = resultDType(op, dtype);
        const expected = zeros(out);
        loop(elements(dtype, x), elements(dtype, y), expected);
        expect(elements(out, result)).toEqual(expected);
      }),
    );
  });
});

const pairs = dtypes.flatMap((from) => dtypes.map((to) => ({ from, to })));

it.each(pairs)('conversion of $from to $to is the reference’s', ({ from, to }) => {
  const f = applied(convertFunctions[from][to], 1, false);
  fc.assert(
    fc.property(arrayOf(from), (x) => {
      const expected = { shape: [length], dtype: to, data: zeros(to) };
      convert({ to }, { shape: [length], dtype: from, data: elements(from, x) }, expected);
      expect(elements(to, f(x))).toEqual(expected.data);
    }),
  );
});

it('select takes each lane whole from one of two, bit for bit', () => {
  const f = applied(
    (_, mask, a, b) => {
      if (mask === undefined || a === undefined || b === undefined) throw new RangeError('three operands');
      return select(mask, a, b);
    },
    3,
    false,
  );
  fc.assert(
    fc.property(arrayOf('bool'), arrayOf('i32'), arrayOf('i32'), (mask, a, b) => {
      expect(f(mask, a, b)).toEqual(mask.map((m, i) => (m === 0 ? b[i] : a[i]) ?? 0));
    }),
  );
});

it('ops that the shape rules exclude are refused by name', () => {
  expect(() => unaryFunction('exp', 'i32')).toThrow(new RangeError('exp does not take i32'));
  expect(() => binaryFunction('div', 'i32')).toThrow(new RangeError('div does not take i32'));
  expect(() => binaryFunction('and', 'f32')).toThrow(new RangeError('and does not take f32'));
});
