import { type Aval, aval, sameShape } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params, Window } from '../primitives.ts';
import { dilated, windowCount } from './contraction.ts';
import { axisSize, demandAxes, demandRank, isNatural, oneInput, twoInputs } from './demand.ts';

type Inputs = readonly Aval[];

export const reduce = ({ op, axes }: Params['reduce'], inputs: Inputs): Inputs => {
  const x = oneInput(op, inputs);
  demandAxes(op, x, axes);
  demand(op !== 'sum' || x.dtype !== 'bool', op, 'does not take bool', [x]);
  return [
    aval(
      x.shape.filter((_, i) => !axes.includes(i)),
      x.dtype,
    ),
  ];
};

export const argReduce = ({ op, axis }: Params['argReduce'], inputs: Inputs): Inputs => {
  const x = oneInput(op, inputs);
  demand(axisSize(op, x, axis) > 0, op, `axis ${axis} is empty`, [x]);
  return [
    aval(
      x.shape.filter((_, i) => i !== axis),
      'i32',
    ),
  ];
};

const windows = (primitive: string, x: Aval, params: Window): readonly number[] => {
  const { window, strides, dilation, padding } = params;
  for (const [name, list] of Object.entries({ window, strides, dilation, padding }))
    demandRank(primitive, x, name, list);
  demand(
    [...window, ...strides, ...dilation].every((n) => isNatural(n) && n >= 1),
    primitive,
    'window, strides and dilation must be whole numbers ≥ 1',
    [x],
  );
  demand(padding.flat().every(isNatural), primitive, 'padding must be whole numbers ≥ 0', [x]);
  return x.shape.map((size, i) => {
    const [low, high] = padding[i] ?? [0, 0];
    return windowCount(size + low + high, dilated(window[i] ?? 1, dilation[i] ?? 1), strides[i] ?? 1);
  });
};

export const reduceWindow = (params: Params['reduceWindow'], inputs: Inputs): Inputs => {
  const x = oneInput('reduceWindow', inputs);
  demand(x.dtype !== 'bool', 'reduceWindow', 'does not take bool', [x]);
  return [aval(windows('reduceWindow', x, params), x.dtype)];
};

export const selectGather = (params: Params['selectGather'], inputs: Inputs): Inputs => {
  const [x, t] = twoInputs('selectGather', inputs);
  demand(sameShape(x.shape, t.shape), 'selectGather', 'shapes differ', [x, t]);
  return [aval(windows('selectGather', x, params), t.dtype)];
};

export const selectScatter = (params: Params['selectScatter'], inputs: Inputs): Inputs => {
  const [x, c] = twoInputs('selectScatter', inputs);
  demand(
    sameShape(windows('selectScatter', x, params), c.shape),
    'selectScatter',
    'shape is not that of the windows',
    [x, c],
  );
  return [aval(x.shape, c.dtype)];
};
