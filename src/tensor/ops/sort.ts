/**
 * Order along an axis.
 */
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';

/** The other way round, without overflow: −x, or −1 − x for integers, whose least has no negative. */
const opposite = (x: AnyTensor): AnyTensor => (x.dtype === 'f32' ? build.unary('neg', x) : build.binary('sub', -1, x));

/** Moves the axis to the end, where `argsort` and `gather` can work on it, and back. */
const alongLast = (x: AnyTensor, axis: number, f: (moved: AnyTensor) => AnyTensor): AnyTensor => {
  const last = x.shape.length - 1;
  return build.moveAxis(f(build.moveAxis(x, axis, last)), last, axis);
};

/** The positions that sort the last axis. */
const order = (x: AnyTensor, descending: boolean): AnyTensor => apply('argsort', {}, [descending ? opposite(x) : x]);

const pick = (x: AnyTensor, positions: AnyTensor): AnyTensor => {
  const last = x.shape.length - 1;
  return apply('gather', { axis: last, batch: last }, [x, positions]);
};

export interface SortOptions {
  readonly axis?: number;
  readonly descending?: boolean;
}

export function argsort(x: AnyTensor, { axis = -1, descending = false }: SortOptions = {}): AnyTensor {
  build.demandDType('argsort', x, 'f32', 'i32');
  return alongLast(x, build.normalAxis('argsort', axis, x), (y) => order(y, descending));
}

export function sort(x: AnyTensor, { axis = -1, descending = false }: SortOptions = {}): AnyTensor {
  build.demandDType('sort', x, 'f32', 'i32');
  return alongLast(x, build.normalAxis('sort', axis, x), (y) => pick(y, order(y, descending)));
}

export interface TopK {
  readonly values: AnyTensor;
  readonly indices: AnyTensor;
}

export function topK(x: AnyTensor, k: number, axis = -1): TopK {
  build.demandDType('topK', x, 'f32', 'i32');
  const at = build.normalAxis('topK', axis, x);
  const size = x.shape[at] ?? 0;
  demand(Number.isSafeInteger(k) && k >= 0 && k <= size, 'topK', `takes k from 0 to ${size}, got ${k}`, [x]);
  const last = x.shape.length - 1;
  const first = (y: AnyTensor): AnyTensor => build.sliceAxis(order(y, true), last, 0, k);
  return {
    values: alongLast(x, at, (y) => pick(y, first(y))),
    indices: alongLast(x, at, first),
  };
}
