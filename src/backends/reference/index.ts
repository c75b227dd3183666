/**
 * The reference backend: plain TypeScript, every primitive by its definition, f64 accumulation.
 *
 * @module thwc/backends/reference
 */
import * as E from 'fp-ts/lib/Either.js';
import type { Backend } from '../../tensor/backend.ts';
import type { Precision } from './array.ts';
import { evaluateProgram } from './evaluate.ts';

export type { Precision } from './array.ts';
export { evaluateProgram } from './evaluate.ts';

/** The reference backend in a given precision: `f32` rounds after every primitive, `f64` keeps doubles. */
export const referenceIn = (precision: Precision): Backend => ({
  name: precision === 'f32' ? 'reference' : `reference-${precision}`,
  // Constants are values, in single precision: folding would round what is to stay double.
  ...(precision === 'f32' ? { fold: (program, inputs) => evaluateProgram(program, inputs) } : {}),
  compile: async (program) =>
    E.right({ run: async (inputs) => E.right(evaluateProgram(program, inputs, { precision })) }),
});

/** The oracle: obviously right. */
export const reference: Backend = referenceIn('f32');
