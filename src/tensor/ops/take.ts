/**
 * Parts of tensors that indices name.
 */
import { apply } from '../apply.ts';
import { aval, sameShape } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';
import { demandIndices } from './indices.ts';

export function take(x: AnyTensor, indices: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('take', axis, x);
  demandIndices('take', indices, x.shape[at] ?? 0);
  return apply('gather', { axis: at, batch: 0 }, [x, indices]);
}

export function takeAlong(x: AnyTensor, indices: AnyTensor, axis: number): AnyTensor {
  const at = build.normalAxis('takeAlong', axis, x);
  demandIndices('takeAlong', indices, x.shape[at] ?? 0);
  const fits = indices.shape.length === x.shape.length && sameShape(indices.shape.toSpliced(at, 1), x.shape.toSpliced(at, 1));
  demand(fits, 'takeAlong', `shapes differ off axis ${axis}`, [x, indices]);
  const last = x.shape.length - 1;
  const [from, where] = [build.moveAxis(x, at, last), build.moveAxis(indices, at, last)];
  return build.moveAxis(apply('gather', { axis: last, batch: last }, [from, where]), last, at);
}

export function scatterAdd(x: AnyTensor, indices: AnyTensor, updates: AnyTensor, axis: number): AnyTensor {
  build.demandDType('scatterAdd', x, 'f32', 'i32');
  const at = build.normalAxis('scatterAdd', axis, x);
  const size = x.shape[at] ?? 0;
  demandIndices('scatterAdd', indices, size);
  demand(updates.dtype === x.dtype, 'scatterAdd', 'dtypes differ', [x, updates]);
  const expected = x.shape.toSpliced(at, 1, ...indices.shape);
  demand(
    sameShape(updates.shape, expected),
    'scatterAdd',
    'updates do not have the shape of what is taken',
    [x, indices, updates],
    `[${expected.join(',')}]`,
  );
  return build.binary('add', x, apply('scatterAdd', { axis: at, batch: 0, size }, [updates, indices]));
}

export function oneHot(indices: AnyTensor, depth: number): AnyTensor {
  demand(Number.isSafeInteger(depth) && depth >= 0, 'oneHot', `depth must be a whole number ≥ 0, got ${depth}`);
  demandIndices('oneHot', indices, depth);
  const { shape } = aval([...indices.shape, depth], 'i32');
  const places = apply('iota', { shape, axis: indices.shape.length }, []);
  return build.convert(build.binary('eq', build.reshapeTo(indices, [...indices.shape, 1]), places), 'f32');
}
