/** Primitives that make each element of the elements at its place. */
import type { Aval } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { type Lazy, mapped } from '../arrays/lazy.ts';
import {
  binaryOps,
  chooseElement,
  convertElement,
  elementOf,
  numberIn,
  unaryOp,
} from '../source/elements.ts';
import { wordOfIndex } from '../source/words.ts';
import { type Context, type Operand, together } from './operand.ts';

/** About how many operations a function takes that shaders do not have as one. */
const functionWork = 8;

type Operands = readonly Operand[];

const none = elementOf('f32', 0);

export const unary = ({ op }: Params['unary'], x: Operands, out: Aval, context: Context): Lazy =>
  mapped(out, together(x, context), functionWork, (scope, [a = none]) => unaryOp(op, scope, a));

export const binary = ({ op }: Params['binary'], x: Operands, out: Aval, context: Context): Lazy =>
  mapped(
    out,
    together(x, context),
    op === 'pow' || op === 'rem' ? functionWork : 1,
    (scope, [a = none, b = none]) => binaryOps[op](scope, a, b),
  );

export const select = (_: Params['select'], x: Operands, out: Aval, context: Context): Lazy =>
  mapped(out, together(x, context), 1, (scope, [condition = none, a = none, b = none]) =>
    chooseElement(scope, numberIn(condition), a, b),
  );

export const convert = ({ to }: Params['convert'], x: Operands, out: Aval, context: Context): Lazy => {
  const from = x[0]?.dtype ?? 'f32';
  return mapped(out, together(x, context), 2, (scope, [a = none]) => convertElement(scope, from, to, a));
};

export const iota = ({ axis }: Params['iota'], out: Aval): Lazy => ({
  ...out,
  at: (scope, index) => wordOfIndex(scope, index.along(scope, axis)),
  arrays: new Set(),
  work: 1,
  loops: false,
});
