/**
 * Values to try layers on, and plain loops to compare them with.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { evaluate } from '../../src/compile/compile.ts';
import type { Key } from '../../src/nn/index.ts';
import { sizeOf, stridesOf } from '../../src/tensor/aval.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import type { AnyValue, Value } from '../../src/tensor/value.ts';
import { valueFrom as toValue } from '../../src/tensor/values.ts';

/** A size of an axis. */
export const size = (max = 4): fc.Arbitrary<number> => fc.integer({ min: 1, max });

/** Numbers of ordinary size, exact in f32. */
const number = fc.integer({ min: -256, max: 256 }).map((n) => n / 64);

const numbers = (count: number): fc.Arbitrary<Float32Array> =>
  fc.array(number, { minLength: count, maxLength: count }).map((list) => Float32Array.from(list));

type Mutable<S extends readonly number[]> = { -readonly [K in keyof S]: S[K] };

/** A value of a shape. */
export function valueArb<const S extends readonly number[]>(shape: S): fc.Arbitrary<Value<Mutable<S>>>;
export function valueArb(shape: readonly number[]): fc.Arbitrary<AnyValue> {
  return numbers(sizeOf(shape)).map((data) => toValue(shape, data));
}

export const seed: fc.Arbitrary<number> = fc.nat();

export const keyOf = (from: number): Key => randomKey(from);

/** The element at a place. */
export const at = ({ shape, data }: AnyValue, ...place: readonly number[]): number => {
  const strides = stridesOf(shape);
  return data[place.reduce((sum, i, axis) => sum + i * (strides[axis] ?? 0), 0)] ?? Number.NaN;
};

/** All places of a shape, in row-major order. */
export const places = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>(
    (list, n) => list.flatMap((place) => Array.from({ length: n }, (_, i) => [...place, i])),
    [[]],
  );

/** What a function of the place gives at all places. */
export function tabulate<const S extends readonly number[]>(
  shape: S,
  f: (...place: number[]) => number,
): Value<Mutable<S>>;
export function tabulate(shape: readonly number[], f: (...place: number[]) => number): AnyValue {
  return toValue(
    shape,
    Float32Array.from(places(shape), (place) => f(...place)),
  );
}

/** Equal up to rounding in f32: `tolerance` times the size of the numbers. */
export const expectClose = (actual: AnyValue, expected: AnyValue, tolerance = 2e-5): void => {
  expect(actual.shape).toEqual(expected.shape);
  const scale = Math.max(1, ...Array.from(expected.data, Math.abs));
  expected.data.forEach((y, i) => {
    const x = actual.data[i] ?? Number.NaN;
    if (!(Math.abs(x - y) <= tolerance * scale)) expect.fail(`element ${i} is ${x}, not ${y}`);
  });
};

/** The sum of numbers, in f64. */
export const total = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** The parameters that a layer begins with, as values. */
export const initial = <Params>(layer: { readonly init: (key: Key) => Params }, from = 0) =>
  evaluate(layer.init(keyOf(from)));

/** A key as a value, for `train` of a compiled layer. */
export const keyValue = (from = 0) => evaluate(keyOf(from));
