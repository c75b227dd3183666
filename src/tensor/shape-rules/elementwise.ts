import { type Aval, aval, sameShape } from '../aval.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import {
  arithmeticOps,
  type BinaryOp,
  comparisonOps,
  logicalOps,
  type Params,
  type UnaryOp,
} from '../primitives.ts';
import { oneInput, twoInputs } from './demand.ts';

const includes = (list: readonly string[], x: string): boolean => list.includes(x);

/** Which dtypes each unary op takes; those not named take f32 only. */
const unaryDTypes: { readonly [O in UnaryOp]?: readonly DType[] } = {
  neg: ['f32', 'i32'],
  abs: ['f32', 'i32'],
  sign: ['f32', 'i32'],
  relu: ['f32', 'i32'],
  not: ['bool'],
  bitsToUnit: ['i32'],
};

export const unary = ({ op }: Params['unary'], inputs: readonly Aval[]): readonly Aval[] => {
  const x = oneInput(op, inputs);
  const takes = unaryDTypes[op] ?? ['f32'];
  demand(takes.includes(x.dtype), op, `does not take ${x.dtype}`, [x], takes.join(' or '));
  return [aval(x.shape, op === 'bitsToUnit' ? 'f32' : x.dtype)];
};

/** i32 has no division: its rounding and its division by zero differ between machines. */
const binaryDTypes = (op: BinaryOp): readonly DType[] =>
  includes(logicalOps, op)
    ? ['bool']
    : op === 'eq' || op === 'ne'
      ? ['f32', 'i32', 'bool']
      : op === 'div' || op === 'pow' || op === 'rem'
        ? ['f32']
        : includes(comparisonOps, op) || includes(arithmeticOps, op)
          ? ['f32', 'i32']
          : [];

export const binary = ({ op }: Params['binary'], inputs: readonly Aval[]): readonly Aval[] => {
  const [a, b] = twoInputs(op, inputs);
  demand(sameShape(a.shape, b.shape), op, 'shapes differ', [a, b]);
  demand(a.dtype === b.dtype, op, 'dtypes differ', [a, b]);
  const takes = binaryDTypes(op);
  demand(takes.includes(a.dtype), op, `does not take ${a.dtype}`, [a, b], takes.join(' or '));
  return [aval(a.shape, includes(comparisonOps, op) ? 'bool' : a.dtype)];
};

export const select = (_: Params['select'], inputs: readonly Aval[]): readonly Aval[] => {
  const [condition, a, b] = inputs;
  demand(
    condition !== undefined && a !== undefined && b !== undefined && inputs.length === 3,
    'select',
    'takes 3 inputs',
    inputs,
  );
  demand(condition.dtype === 'bool', 'select', 'the condition is not bool', inputs);
  demand(
    sameShape(condition.shape, a.shape) && sameShape(a.shape, b.shape),
    'select',
    'shapes differ',
    inputs,
  );
  demand(a.dtype === b.dtype, 'select', 'dtypes differ', inputs);
  return [a];
};
