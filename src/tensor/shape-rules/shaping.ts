import { type Aval, aval, sameShape, sizeOf } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params } from '../primitives.ts';
import { axisSize, demandAxes, demandRank, demandSizes, isNatural, oneInput } from './demand.ts';

type Inputs = readonly Aval[];

export const reshape = ({ shape }: Params['reshape'], inputs: Inputs): Inputs => {
  const x = oneInput('reshape', inputs);
  demandSizes('reshape', shape);
  demand(
    sizeOf(shape) === sizeOf(x.shape),
    'reshape',
    `${sizeOf(x.shape)} elements do not fit [${shape.join(',')}]`,
    [x],
  );
  return [aval(shape, x.dtype)];
};

export const transpose = ({ permutation }: Params['transpose'], inputs: Inputs): Inputs => {
  const x = oneInput('transpose', inputs);
  demandRank('transpose', x, 'permutation', permutation);
  demandAxes('transpose', x, permutation);
  return [
    aval(
      permutation.map((axis) => axisSize('transpose', x, axis)),
      x.dtype,
    ),
  ];
};

export const broadcast = ({ shape, axes }: Params['broadcast'], inputs: Inputs): Inputs => {
  const x = oneInput('broadcast', inputs);
  demandSizes('broadcast', shape);
  demandRank('broadcast', x, 'axes', axes);
  demand(
    axes.every((axis, i) => shape[axis] === x.shape[i] && axis > (axes[i - 1] ?? -1)),
    'broadcast',
    `does not fit [${shape.join(',')}] on axes (${axes.join(', ')})`,
    [x],
  );
  return [aval(shape, x.dtype)];
};

export const slice = ({ starts, limits, strides }: Params['slice'], inputs: Inputs): Inputs => {
  const x = oneInput('slice', inputs);
  for (const [name, list] of Object.entries({ starts, limits, strides })) demandRank('slice', x, name, list);
  const shape = x.shape.map((size, i) => {
    const [start = 0, limit = 0, stride = 1] = [starts[i], limits[i], strides[i]];
    demand(
      isNatural(start) &&
        isNatural(limit) &&
        start <= limit &&
        limit <= size &&
        Number.isSafeInteger(stride) &&
        stride >= 1,
      'slice',
      `range ${start}:${limit}:${stride} is outside axis ${i}`,
      [x],
      `0 ≤ start ≤ limit ≤ ${size} and stride ≥ 1`,
    );
    return Math.ceil((limit - start) / stride);
  });
  return [aval(shape, x.dtype)];
};

export const pad = ({ low, high, interior }: Params['pad'], inputs: Inputs): Inputs => {
  const x = oneInput('pad', inputs);
  for (const [name, list] of Object.entries({ low, high, interior })) {
    demandRank('pad', x, name, list);
    demand(list.every(isNatural), 'pad', `${name} must be whole numbers ≥ 0, got (${list.join(', ')})`, [x]);
  }
  const shape = x.shape.map(
    (size, i) => (low[i] ?? 0) + size + Math.max(0, size - 1) * (interior[i] ?? 0) + (high[i] ?? 0),
  );
  return [aval(shape, x.dtype)];
};

export const concat = ({ axis }: Params['concat'], inputs: Inputs): Inputs => {
  const [first] = inputs;
  demand(first !== undefined, 'concat', 'takes at least 1 input');
  axisSize('concat', first, axis);
  for (const other of inputs) {
    demand(other.dtype === first.dtype, 'concat', 'dtypes differ', [first, other]);
    const rest = (a: Aval) => a.shape.filter((_, i) => i !== axis);
    demand(
      other.shape.length === first.shape.length && sameShape(rest(first), rest(other)),
      'concat',
      `shapes differ in an axis other than ${axis}`,
      [first, other],
    );
  }
  const total = inputs.reduce((n, a) => n + axisSize('concat', a, axis), 0);
  return [aval(first.shape.with(axis, total), first.dtype)];
};

export const reverse = ({ axes }: Params['reverse'], inputs: Inputs): Inputs => {
  const x = oneInput('reverse', inputs);
  demandAxes('reverse', x, axes);
  return [x];
};
