/**
 * What the parameters of each primitive look like, field by field. The printer, the parser, the verifier and the
 * structural keys of `simplify` are all read from this one total table, so that they can not disagree.
 */
import type { DType } from '../../tensor/dtype.ts';
import type { ArgReduceOp, BinaryOp, Params, Primitive, ReduceOp, UnaryOp } from '../../tensor/primitives.ts';
import type { Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';

/** The kinds of fields, and the type of each. */
export interface Kinds {
  /** A whole number ≥ 0: a size, an axis, a count. */
  readonly natural: number;
  readonly naturals: readonly number[];
  /** Two whole numbers for each axis; they may be negative (a conv's padding crops). */
  readonly pairs: readonly (readonly [number, number])[];
  /** Any number at all, NaN and −0 included. */
  readonly number: number;
  readonly flag: boolean;
  readonly text: string;
  readonly dtype: DType;
  readonly unaryOp: UnaryOp;
  readonly binaryOp: BinaryOp;
  readonly reduceOp: ReduceOp;
  readonly argReduceOp: ArgReduceOp;
  readonly value: AnyValue;
  readonly program: Program;
}

export type Kind = keyof Kinds;

/** The kinds whose type is exactly `T`. */
type KindOf<T> = {
  [K in Kind]: [Kinds[K]] extends [T] ? ([T] extends [Kinds[K]] ? K : never) : never;
}[Kind];

export type FieldsOf<P extends Primitive> = { readonly [F in keyof Params[P]]: KindOf<Params[P][F]> };

const window = { window: 'naturals', strides: 'naturals', dilation: 'naturals', padding: 'pairs' } as const;

const table: { readonly [P in Primitive]: FieldsOf<P> } = {
  input: { index: 'natural' },
  constant: { value: 'value' },
  iota: { shape: 'naturals', axis: 'natural' },
  randomBits: { shape: 'naturals' },
  unary: { op: 'unaryOp' },
  binary: { op: 'binaryOp' },
  select: {},
  convert: { to: 'dtype' },
  reshape: { shape: 'naturals' },
  transpose: { permutation: 'naturals' },
  broadcast: { shape: 'naturals', axes: 'naturals' },
  slice: { starts: 'naturals', limits: 'naturals', strides: 'naturals' },
  pad: { low: 'naturals', high: 'naturals', interior: 'naturals', value: 'number' },
  concat: { axis: 'natural' },
  reverse: { axes: 'naturals' },
  gather: { axis: 'natural', batch: 'natural' },
  scatterAdd: { axis: 'natural', batch: 'natural', size: 'natural' },
  dot: { aBatch: 'naturals', bBatch: 'naturals', aContract: 'naturals', bContract: 'naturals' },
  conv: {
    strides: 'naturals',
    padding: 'pairs',
    inputDilation: 'naturals',
    kernelDilation: 'naturals',
    groups: 'natural',
  },
  reduce: { op: 'reduceOp', axes: 'naturals' },
  argReduce: { op: 'argReduceOp', axis: 'natural' },
  reduceWindow: { op: 'reduceOp', ...window },
  selectGather: window,
  selectScatter: window,
  argsort: {},
  scan: { length: 'natural', consts: 'natural', carries: 'natural', reverse: 'flag', body: 'program' },
  messages: { label: 'text' },
  stopGradient: {},
  checkpoint: { body: 'program' },
  custom: { captured: 'natural', body: 'program', forward: 'program', backward: 'program' },
};

/** A field's name and kind. */
export type Field = readonly [name: string, kind: Kind];

/** The parameters of a primitive in the order in which they are printed. */
export const fieldsOf = (primitive: Primitive): readonly Field[] => Object.entries<Kind>(table[primitive]);

/** Every primitive's name, in the order of the table. */
export const primitiveNames: readonly string[] = Object.keys(table);

/** Whether a name is that of a primitive. */
export const isPrimitive = (name: string): name is Primitive => Object.hasOwn(table, name);
