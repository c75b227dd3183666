/**
 * Untyped builders: numbers become constants, shapes are broadcast, primitives are applied. Ops are written
 * with these; their typed signatures stand in front of them.
 */
import { apply } from './apply.ts';
import type { Aval } from './aval.ts';
import { sameShape, sizeOf } from './aval.ts';
import type { DType } from './dtype.ts';
import { demand } from './error.ts';
import type { BinaryOp, UnaryOp } from './primitives.ts';
import type { AnyTensor } from './tensor.ts';
import type { AnyValue } from './value.ts';
import { allocate, makeValue } from './values.ts';

export const constant = (value: AnyValue): AnyTensor => apply('constant', { value }, []);

/** One number as a tensor without axes. */
export const scalar = (x: number, dtype: DType): AnyTensor => {
  const data = allocate(dtype, 1);
  data[0] = x;
  return constant(makeValue([], dtype, data));
};

/** One number repeated over a shape. */
export const full = (shape: readonly number[], x: number, dtype: DType): AnyTensor =>
  broadcastTo('full', scalar(x, dtype), shape);

export const reshapeTo = (x: AnyTensor, shape: readonly number[]): AnyTensor =>
  sameShape(x.shape, shape) ? x : apply('reshape', { shape }, [x]);

export const transposeBy = (x: AnyTensor, permutation: readonly number[]): AnyTensor =>
  permutation.every((axis, i) => axis === i) && permutation.length === x.shape.length
    ? x
    : apply('transpose', { permutation }, [x]);

/** The shape that two shapes broadcast to (NumPy's rule: aligned at the end, 1 stretches). */
export const broadcastShapes = (op: string, a: Aval, b: Aval): readonly number[] => {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => {
    const [m, n] = [a.shape[i - rank + a.shape.length] ?? 1, b.shape[i - rank + b.shape.length] ?? 1];
    demand(m === n || m === 1 || n === 1, op, `sizes ${m} and ${n} do not broadcast`, [a, b]);
    return m === 1 ? n : m;
  });
};

/** Repeats x over a shape that it broadcasts to. */
export const broadcastTo = (op: string, x: AnyTensor, shape: readonly number[]): AnyTensor => {
  if (sameShape(x.shape, shape)) return x;
  const lead = shape.length - x.shape.length;
  demand(
    lead >= 0 && x.shape.every((n, i) => n === shape[i + lead] || n === 1),
    op,
    `does not broadcast to [${shape.join(',')}]`,
    [x],
  );
  const kept = x.shape.flatMap((n, i) => (n === shape[i + lead] ? [i] : []));
  const squeezed = reshapeTo(x, kept.map((i) => x.shape[i] ?? 1));
  return apply('broadcast', { shape, axes: kept.map((i) => i + lead) }, [squeezed]);
};

export const unary = (op: UnaryOp, x: AnyTensor): AnyTensor => apply('unary', { op }, [x]);

/** The op takes tensors of these dtypes. */
export const demandDType = (op: string, x: Aval, ...takes: readonly DType[]): void =>
  demand(takes.includes(x.dtype), op, `does not take ${x.dtype}`, [x], takes.join(' or '));

/** A tensor, or a number that takes the other operand's dtype. */
export type Operand = AnyTensor | number;

const dtypeOf = (...operands: readonly Operand[]): DType =>
  operands.reduce<DType>((dtype, x) => (typeof x === 'number' ? dtype : x.dtype), 'f32');

/** A number beside an i32 tensor is an i32: it must be one, or it would be rounded unseen. */
export const lift = (x: Operand, dtype: DType, name = 'constant'): AnyTensor => {
  if (typeof x !== 'number') return x;
  demand(dtype === 'f32' || (dtype === 'i32' ? x === (x | 0) : x === 0 || x === 1), name, `${x} is no ${dtype}`);
  return scalar(x, dtype);
};

/** Applies a binary primitive to what broadcasts to one shape. `name` is the op that errors name. */
export const binary = (op: BinaryOp, a: Operand, b: Operand, name: string = op): AnyTensor => {
  const dtype = dtypeOf(a, b);
  const [x, y] = [lift(a, dtype, name), lift(b, dtype, name)];
  demand(x.dtype === y.dtype, name, 'dtypes differ', [x, y]);
  const shape = broadcastShapes(name, x, y);
  return apply('binary', { op }, [broadcastTo(name, x, shape), broadcastTo(name, y, shape)]);
};

/** An axis counted from the front; negative axes count from the end. */
export const normalAxis = (op: string, axis: number, x: Aval, rank: number = x.shape.length): number => {
  demand(
    Number.isInteger(axis) && axis >= -rank && axis < rank,
    op,
    `axis ${axis} is out of range`,
    [x],
    `−${rank} ≤ axis < ${rank}`,
  );
  return axis < 0 ? axis + rank : axis;
};

/** Axes counted from the front, ascending, each named once; all axes where none are named. */
export const normalAxes = (op: string, axes: number | readonly number[] | undefined, x: Aval): number[] => {
  if (axes === undefined) return range(x.shape.length);
  const list = typeof axes === 'number' ? [axes] : axes;
  const normal = list.map((axis) => normalAxis(op, axis, x)).toSorted((a, b) => a - b);
  demand(new Set(normal).size === normal.length, op, `names an axis twice (${list.join(', ')})`, [x]);
  return normal;
};

export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

export const elements = (x: Aval): number => sizeOf(x.shape);
