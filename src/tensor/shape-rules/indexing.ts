import { type Aval, aval, sameShape } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params } from '../primitives.ts';
import { axisSize, isNatural, oneInput, twoInputs } from './demand.ts';

type Inputs = readonly Aval[];

export const gather = ({ axis, batch }: Params['gather'], inputs: Inputs): Inputs => {
  const [x, indices] = twoInputs('gather', inputs);
  demand(indices.dtype === 'i32', 'gather', 'indices are not i32', [x, indices]);
  demand(
    isNatural(batch) && batch <= axis && axis < x.shape.length,
    'gather',
    `has no axis ${axis} after ${batch} batch axes`,
    [x, indices],
  );
  demand(sameShape(x.shape.slice(0, batch), indices.shape.slice(0, batch)), 'gather', 'batch sizes differ', [
    x,
    indices,
  ]);
  return [
    aval([...x.shape.slice(0, axis), ...indices.shape.slice(batch), ...x.shape.slice(axis + 1)], x.dtype),
  ];
};

export const scatterAdd = ({ axis, batch, size }: Params['scatterAdd'], inputs: Inputs): Inputs => {
  const [updates, indices] = twoInputs('scatterAdd', inputs);
  demand(indices.dtype === 'i32', 'scatterAdd', 'indices are not i32', [updates, indices]);
  demand(updates.dtype !== 'bool', 'scatterAdd', 'does not take bool', [updates, indices]);
  demand(isNatural(size), 'scatterAdd', `size must be a whole number ≥ 0, got ${size}`);
  const places = indices.shape.length - batch;
  demand(
    isNatural(batch) &&
      batch <= axis &&
      sameShape(updates.shape.slice(0, batch), indices.shape.slice(0, batch)) &&
      sameShape(updates.shape.slice(axis, axis + places), indices.shape.slice(batch)),
    'scatterAdd',
    `updates do not hold the indices' axes at ${axis}`,
    [updates, indices],
  );
  return [
    aval([...updates.shape.slice(0, axis), size, ...updates.shape.slice(axis + places)], updates.dtype),
  ];
};

export const argsort = (_: Params['argsort'], inputs: Inputs): Inputs => {
  const x = oneInput('argsort', inputs);
  axisSize('argsort', x, x.shape.length - 1);
  demand(x.dtype !== 'bool', 'argsort', 'does not take bool', [x]);
  return [aval(x.shape, 'i32')];
};

export const randomBits = ({ shape }: Params['randomBits'], inputs: Inputs): Inputs => {
  const key = oneInput('randomBits', inputs);
  demand(key.dtype === 'i32' && key.shape.at(-1) === 2, 'randomBits', 'not a random key', [key], 'i32[…,2]');
  return [aval([...key.shape.slice(0, -1), ...shape], 'i32')];
};
