import { type Aval, aval } from '../aval.ts';
import { demand } from '../error.ts';
import type { Params } from '../primitives.ts';
import { axisSize, demandAxes, isNatural, twoInputs } from './demand.ts';

type Inputs = readonly Aval[];

/** The axes that are in none of the lists. */
export const freeAxes = (rank: number, ...taken: readonly (readonly number[])[]): number[] =>
  Array.from({ length: rank }, (_, i) => i).filter((i) => !taken.some((list) => list.includes(i)));

export const dot = (params: Params['dot'], inputs: Inputs): Inputs => {
  const [a, b] = twoInputs('dot', inputs);
  const { aBatch, bBatch, aContract, bContract } = params;
  demand(a.dtype === 'f32' && b.dtype === 'f32', 'dot', 'takes f32', [a, b]);
  demandAxes('dot', a, [...aBatch, ...aContract]);
  demandAxes('dot', b, [...bBatch, ...bContract]);
  const paired = (x: readonly number[], y: readonly number[]) =>
    x.length === y.length && x.every((axis, i) => a.shape[axis] === b.shape[y[i] ?? -1]);
  demand(paired(aBatch, bBatch), 'dot', 'batch sizes differ', [a, b]);
  demand(paired(aContract, bContract), 'dot', 'contracted sizes differ', [a, b]);
  const sizes = (x: Aval, axes: readonly number[]) => axes.map((axis) => axisSize('dot', x, axis));
  return [
    aval(
      [
        ...sizes(a, aBatch),
        ...sizes(a, freeAxes(a.shape.length, aBatch, aContract)),
        ...sizes(b, freeAxes(b.shape.length, bBatch, bContract)),
      ],
      'f32',
    ),
  ];
};

/** Cells that a window of `size` with gaps covers. */
export const dilated = (size: number, dilation: number): number =>
  size === 0 ? 0 : (size - 1) * dilation + 1;

/** How often a window fits: ⌊(input − window) / stride⌋ + 1, or 0. */
export const windowCount = (input: number, window: number, stride: number): number =>
  input < window ? 0 : Math.floor((input - window) / stride) + 1;

export const conv = (params: Params['conv'], inputs: Inputs): Inputs => {
  const [x, kernel] = twoInputs('conv', inputs);
  const { strides, padding, inputDilation, kernelDilation, groups } = params;
  const rank = x.shape.length - 2;
  demand(rank >= 1 && kernel.shape.length === rank + 2, 'conv', 'ranks differ', [x, kernel]);
  demand(x.dtype === 'f32' && kernel.dtype === 'f32', 'conv', 'takes f32', [x, kernel]);
  for (const [name, list] of Object.entries({ strides, padding, inputDilation, kernelDilation })) {
    demand(list.length === rank, 'conv', `${name} has ${list.length} entries`, [x, kernel], `${rank}`);
  }
  demand(
    [...strides, ...inputDilation, ...kernelDilation, groups].every((n) => isNatural(n) && n >= 1),
    'conv',
    'strides, dilations and groups must be whole numbers ≥ 1',
    [x, kernel],
  );
  const channels = axisSize('conv', x, rank + 1);
  const filters = axisSize('conv', kernel, rank + 1);
  demand(
    channels === groups * axisSize('conv', kernel, rank) && filters % groups === 0,
    'conv',
    `channels do not fit ${groups} group(s)`,
    [x, kernel],
  );
  const space = strides.map((stride, i) => {
    const [low, high] = padding[i] ?? [0, 0];
    const input = dilated(axisSize('conv', x, i + 1), inputDilation[i] ?? 1) + low + high;
    return windowCount(input, dilated(axisSize('conv', kernel, i), kernelDilation[i] ?? 1), stride);
  });
  return [aval([axisSize('conv', x, 0), ...space, filters], 'f32')];
};
