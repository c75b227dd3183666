import type { Primitive } from '../../src/tensor/primitives.ts';
import { checkpoint, custom, stopGradient } from './steps-calling.ts';
import {
  argReduce,
  conv,
  dot,
  reduce,
  reduceWindow,
  selectGather,
  selectScatter,
} from './steps-contraction.ts';
import { binary, convert, select, unary } from './steps-elementwise.ts';
import { argsort, gather, randomBits, scatterAdd } from './steps-indexing.ts';
import { scan } from './steps-scan.ts';
import {
  broadcast,
  concat,
  constant,
  iota,
  messages,
  pad,
  reshape,
  reverse,
  slice,
  transpose,
} from './steps-shaping.ts';
import type { Workshop } from './workshop.ts';

/** How each primitive is applied at random: a total table, so that no primitive goes untested. */
export const makers: { readonly [P in Primitive]: (w: Workshop) => void } = {
  // Inputs are there from the start.
  input: () => undefined,
  unary,
  binary,
  select,
  convert,
  constant,
  iota,
  randomBits,
  reshape,
  transpose,
  broadcast,
  slice,
  pad,
  concat,
  reverse,
  gather,
  scatterAdd,
  dot,
  conv,
  reduce,
  argReduce,
  reduceWindow,
  selectGather,
  selectScatter,
  argsort,
  scan,
  messages,
  stopGradient,
  checkpoint,
  custom,
};

const isPrimitive = (name: string): name is Primitive => Object.hasOwn(makers, name);

/** All that a step can apply, the simplest first. */
export const allPrimitives: readonly Primitive[] = Object.keys(makers)
  .filter(isPrimitive)
  .filter((p) => p !== 'input');
