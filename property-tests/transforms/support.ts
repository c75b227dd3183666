import * as E from 'fp-ts/lib/Either.js';
import { expect } from 'vitest';
import type { Equation, Program } from '../../src/tensor/program.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { bitsOf } from '../../src/transforms/print/numbers.ts';
import { verifyProgram } from '../../src/transforms/simplify/index.ts';

/** The bits of each element; all NaNs are one, since arithmetic does not say which it gives. */
const words = ({ dtype, data }: AnyValue): readonly number[] => {
  const bits = bitsOf(data);
  return Array.from(data, (x, i) => (dtype === 'f32' && Number.isNaN(x) ? 0x7fc00000 : (bits[i] ?? 0)));
};

/** Values that are the same bit for bit, up to the payload of NaNs. */
export const expectSameBits = (actual: readonly AnyValue[], expected: readonly AnyValue[]): void => {
  const shown = (values: readonly AnyValue[]) =>
    values.map((v) => ({ dtype: v.dtype, shape: v.shape, words: words(v) }));
  expect(shown(actual)).toEqual(shown(expected));
};

/** A program that passes `verifyProgram`. */
export const expectValid = (program: Program): void => {
  const checked = verifyProgram(program);
  if (E.isLeft(checked)) throw new Error(checked.left.message);
};

/** All programs inside an equation: its body, and what a derivative of its own is made of. */
export const programsIn = ({ primitive, params }: Equation): readonly Program[] => {
  if (primitive === 'custom') return [params.body, params.forward, params.backward];
  return primitive === 'scan' || primitive === 'checkpoint' ? [params.body] : [];
};
