import type { DType } from '../../tensor/dtype.ts';
import { arithmeticOps, comparisonOps, logicalOps, unaryOps } from '../../tensor/primitives.ts';
import type { Kind, Kinds } from './fields.ts';

/** The words that name a choice. */
export const words = {
  dtype: ['f32', 'i32', 'bool'],
  unaryOp: unaryOps,
  binaryOp: [...arithmeticOps, ...comparisonOps, ...logicalOps],
  reduceOp: ['sum', 'max', 'min'],
  argReduceOp: ['argmax', 'argmin'],
} as const satisfies { readonly [K in Kind]?: readonly Kinds[K][] };

/** The word of a list that `text` is, if it is one. */
export const wordOf = <W extends string>(list: readonly W[], text: unknown): W | undefined =>
  list.find((word) => word === text);

const isRecord = (x: unknown): x is Readonly<Record<string, unknown>> => typeof x === 'object' && x !== null;

const isWhole = (x: unknown): x is number => Number.isSafeInteger(x) && !Object.is(x, -0);

const isNatural = (x: unknown): x is number => isWhole(x) && x >= 0;

const arrays = { f32: Float32Array, i32: Int32Array, bool: Uint8Array };

const isDType = (x: unknown): x is DType => wordOf(words.dtype, x) !== undefined;

const isNaturals = (x: unknown): x is readonly number[] => Array.isArray(x) && x.every(isNatural);

/** Whether something is of a kind. Run-time checks for what types promise: verifiers trust nothing. */
export const isOfKind: { readonly [K in Kind]: (x: unknown) => x is Kinds[K] } = {
  natural: isNatural,
  naturals: isNaturals,
  pairs: (x): x is Kinds['pairs'] =>
    Array.isArray(x) && x.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isWhole)),
  number: (x): x is number => typeof x === 'number',
  flag: (x): x is boolean => typeof x === 'boolean',
  text: (x): x is string => typeof x === 'string',
  dtype: isDType,
  unaryOp: (x): x is Kinds['unaryOp'] => wordOf(words.unaryOp, x) !== undefined,
  binaryOp: (x): x is Kinds['binaryOp'] => wordOf(words.binaryOp, x) !== undefined,
  reduceOp: (x): x is Kinds['reduceOp'] => wordOf(words.reduceOp, x) !== undefined,
  argReduceOp: (x): x is Kinds['argReduceOp'] => wordOf(words.argReduceOp, x) !== undefined,
  value: (x): x is Kinds['value'] =>
    isRecord(x) &&
    isNaturals(x.shape) &&
    isDType(x.dtype) &&
    x.data instanceof arrays[x.dtype] &&
    x.data.length === x.shape.reduce((n, d) => n * d, 1),
  program: (x): x is Kinds['program'] =>
    isRecord(x) && Array.isArray(x.inputs) && Array.isArray(x.equations) && Array.isArray(x.outputs),
};
