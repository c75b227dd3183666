import type { Params } from '../../tensor/primitives.ts';
import { freeAxes } from '../../tensor/shape-rules/contraction.ts';
import type { Builder } from '../simplify/builder.ts';
import type { Scene } from './scene.ts';

/** One operand of a contraction: each of its axes is a batch axis, contracted, or free. */
export interface Side {
  readonly x: number;
  readonly batch: readonly number[];
  readonly contract: readonly number[];
}

/** Both operands; their batch and contracted axes are paired by position. */
export type Pair = readonly [Side, Side];

/** Which operand. */
export type Which = 0 | 1;
/** Both operands, in order. */
export const both: readonly Which[] = [0, 1];

/** The operands of a product, from its parameters and inputs. */
export const pairOf = (params: Params['dot'], [a = -1, b = -1]: readonly number[]): Pair => [
  { x: a, batch: params.aBatch, contract: params.aContract },
  { x: b, batch: params.bBatch, contract: params.bContract },
];

/** The product's parameters, contracted axes in the order in which a has them: neighbours stay neighbours. */
export const paramsOf = ([a, b]: Pair): Params['dot'] => {
  const order = a.contract.map((axis, i) => ({ axis, i })).toSorted((p, q) => p.axis - q.axis);
  return {
    aBatch: a.batch,
    bBatch: b.batch,
    aContract: order.map(({ axis }) => axis),
    bContract: order.map(({ i }) => b.contract[i] ?? -1),
  };
};

/** The free axes of an operand, in the order in which the result has them. */
export const freeOf = (into: Builder, { x, batch, contract }: Side): readonly number[] =>
  freeAxes(into.aval(x).shape.length, batch, contract);

/** Where the result has a free axis of an operand. */
export const placeOf = (into: Builder, pair: Pair, which: Which, axis: number): number => {
  const [a] = pair;
  const before = which === 0 ? 0 : freeOf(into, a).length;
  return a.batch.length + before + freeOf(into, pair[which]).indexOf(axis);
};

/** Which operand's which axis an axis of the result is; nothing for the batch axes. */
export const originOf = (
  into: Builder,
  pair: Pair,
  place: number,
): { readonly which: Which; readonly axis: number } | undefined => {
  for (const which of both) {
    const axis = freeOf(into, pair[which]).find((free) => placeOf(into, pair, which, free) === place);
    if (axis !== undefined) return { which, axis };
  }
  return undefined;
};

/** The pair with another operand in the place of one. */
export const withSide = ([a, b]: Pair, which: Which, side: Side): Pair =>
  which === 0 ? [side, b] : [a, side];

/** The other operand. */
export const other = (which: Which): Which => (which === 0 ? 1 : 0);

/** Axes of a tensor that lost some: those that are left, renumbered. */
export const without = (axes: readonly number[], lost: readonly number[]): readonly number[] =>
  axes.filter((axis) => !lost.includes(axis)).map((axis) => axis - lost.filter((gone) => gone < axis).length);

/** x[start : stop] along one axis. */
export const sliceAxis = (
  { into }: Scene,
  x: number,
  axis: number,
  start: number,
  stop: number,
  path: readonly string[],
): number => {
  const { shape } = into.aval(x);
  if (start === 0 && stop === shape[axis]) return x;
  const params = {
    starts: shape.map((_, i) => (i === axis ? start : 0)),
    limits: shape.with(axis, stop),
    strides: shape.map(() => 1),
  };
  return into.apply('slice', params, [x], path);
};
