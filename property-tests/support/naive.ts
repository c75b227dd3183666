/**
 * What the tests of ops share: made-up tensors, and comparison with a definition, element by element.
 */
import { expect } from 'vitest';
import { evaluate } from '../../src/compile/compile.ts';
import type { Shape } from '../../src/shape-types/dim.ts';
import { sizeOf, stridesOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import { cast } from '../../src/tensor/ops/select.ts';
import type { AnyTensor, Tensor } from '../../src/tensor/tensor.ts';
import { makeValue } from '../../src/tensor/values.ts';

export type Index = readonly number[];

/** A tensor and its numbers. */
export interface Example {
  readonly x: Tensor<Shape>;
  readonly shape: Index;
  readonly at: (index: Index) => number;
}

/** All indices of a shape in row-major order. */
export const indicesOf = (shape: Index): Index[] => {
  const strides = stridesOf(shape);
  return Array.from({ length: sizeOf(shape) }, (_, n) =>
    shape.map((size, i) => Math.floor(n / (strides[i] ?? 1)) % size),
  );
};

/** The element at an index, by its definition as a sum over strides. */
export const offsetOf = (shape: Index, index: Index): number =>
  stridesOf(shape).reduce((n, stride, i) => n + stride * (index[i] ?? 0), 0);

/** Numbers between −2 and 2 that repeat late and sort in no order. */
export const example = (shape: Index, seed = 1): Example => {
  const data = Float32Array.from({ length: sizeOf(shape) }, (_, n) => 2 * Math.sin(12.9898 * (n + 1) * seed));
  return {
    x: cast(build.constant(makeValue(shape, 'f32', data)), 'f32'),
    shape,
    at: (index) => data[offsetOf(shape, index)] ?? Number.NaN,
  };
};

/** What x is, computed by the reference backend. */
export const numbersOf = async (
  x: AnyTensor,
): Promise<{ readonly shape: Index; readonly data: readonly number[] }> => {
  const { shape, data } = await evaluate(x);
  return { shape, data: Array.from<number>(data) };
};

/** x has the shape, and at every index what `definition` says. */
export const expectNumbers = async (
  x: AnyTensor,
  shape: Index,
  definition: (index: Index) => number,
  tolerance = 1e-5,
): Promise<void> => {
  const got = await numbersOf(x);
  expect([x.shape, got.shape]).toEqual([shape, shape]);
  indicesOf(shape).forEach((index, n) => {
    const [expected, actual] = [definition(index), got.data[n] ?? Number.NaN];
    const same =
      Object.is(expected, actual) ||
      Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
    expect(same, `at [${index}]: expected ${expected}, got ${actual}`).toBe(true);
  });
};

/** Σ f over all indices of a shape. */
export const sumOver = (shape: Index, f: (index: Index) => number): number =>
  indicesOf(shape).reduce((sum, index) => sum + f(index), 0);
