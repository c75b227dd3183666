import { describe, expect, it } from 'vitest';
import type { Equation } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { makeValue } from '../../tensor/values.ts';
import { makeEquation } from './builder.ts';
import { keys } from './keys.ts';

const constant = (value: AnyValue): Equation => makeEquation('constant', { value }, [], [value], []);

const f32 = (...bits: readonly number[]): Equation =>
  constant(makeValue([bits.length], 'f32', new Float32Array(Uint32Array.from(bits).buffer)));

const same = (a: Equation, b: Equation): boolean => {
  const { equation } = keys();
  return equation(a) === equation(b);
};

const [zero, minusZero, one, nan, otherNaN] = [0, 0x80000000, 0x3f800000, 0x7fc00000, 0xffc00001];

describe('constants have one key', () => {
  it('when dtype, shape and bits agree', () => {
    expect(same(f32(one, nan), f32(one, nan))).toBe(true);
    expect(same(f32(), f32())).toBe(true);
  });
  it.each([
    ['−0 and 0', f32(minusZero), f32(zero)],
    ['two NaNs', f32(nan), f32(otherNaN)],
    ['the last of many', f32(one, one, one, zero), f32(one, one, one, one)],
    ['the shape', f32(one, one), constant(makeValue([2, 1], 'f32', new Float32Array([1, 1])))],
    ['the dtype', f32(zero), constant(makeValue([1], 'i32', new Int32Array(1)))],
  ])('but not when they differ in %s', (_, a, b) => {
    expect(same(a, b)).toBe(false);
  });
});

it('constants whose hashes collide are told apart', () => {
  // The last word makes up for the difference that the second makes to the hash (FNV-1a on words).
  const step = (hash: number, word: number): number => Math.imul(hash ^ word, 0x01000193);
  const after = [0, one].map((word) => step(step(0x811c9dc5, one), word));
  const last = (zero ^ (after[0] ?? 0) ^ (after[1] ?? 0)) >>> 0;
  expect(same(f32(one, 0, zero), f32(one, one, last))).toBe(false);
});

describe('parameters are compared by bits', () => {
  const pad = (value: number): Equation =>
    makeEquation(
      'pad',
      { low: [1], high: [0], interior: [0], value },
      [0],
      [{ shape: [2], dtype: 'f32' }],
      [],
    );
  it('so padding with −0 is not padding with 0, and NaN is NaN', () => {
    expect(same(pad(-0), pad(0))).toBe(false);
    expect(same(pad(Number.NaN), pad(0))).toBe(false);
    expect(same(pad(Number.NaN), pad(Number.NaN))).toBe(true);
  });
});

describe('the order of operands', () => {
  const binary = (op: 'add' | 'sub' | 'max' | 'lt', inputs: readonly number[]): Equation =>
    makeEquation('binary', { op }, inputs, [{ shape: [], dtype: 'f32' }], ['some', 'layer']);
  it('does not count for add, counts for sub, lt, and max (0 and −0)', () => {
    expect(same(binary('add', [0, 1]), binary('add', [1, 0]))).toBe(true);
    for (const op of ['sub', 'max', 'lt'] as const)
      expect(same(binary(op, [0, 1]), binary(op, [1, 0]))).toBe(false);
  });
  it('nor does the path count', () => {
    expect(same(binary('add', [0, 1]), { ...binary('add', [0, 1]), path: [] })).toBe(true);
  });
});
