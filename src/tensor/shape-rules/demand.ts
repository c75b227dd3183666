import type { Aval } from '../aval.ts';
import { demand } from '../error.ts';

/** The only input of a primitive that takes one. */
export const oneInput = (primitive: string, inputs: readonly Aval[]): Aval => {
  const [a] = inputs;
  demand(a !== undefined && inputs.length === 1, primitive, 'takes 1 input', inputs);
  return a;
};

export const twoInputs = (primitive: string, inputs: readonly Aval[]): readonly [Aval, Aval] => {
  const [a, b] = inputs;
  demand(a !== undefined && b !== undefined && inputs.length === 2, primitive, 'takes 2 inputs', inputs);
  return [a, b];
};

export const isNatural = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;

/** The size of an axis, which must exist. */
export const axisSize = (primitive: string, a: Aval, axis: number): number => {
  const size = a.shape[axis];
  demand(size !== undefined, primitive, `has no axis ${axis}`, [a], `0 ≤ axis < ${a.shape.length}`);
  return size;
};

/** Every axis exists and none is named twice. */
export const demandAxes = (primitive: string, a: Aval, axes: readonly number[]): void => {
  for (const axis of axes) axisSize(primitive, a, axis);
  demand(new Set(axes).size === axes.length, primitive, `names an axis twice (${axes.join(', ')})`, [a]);
};

export const demandSizes = (primitive: string, sizes: readonly number[]): void =>
  demand(sizes.every(isNatural), primitive, `sizes must be whole numbers ≥ 0, got [${sizes.join(',')}]`);

/** One parameter for each axis. */
export const demandRank = (primitive: string, a: Aval, name: string, list: readonly unknown[]): void =>
  demand(
    list.length === a.shape.length,
    primitive,
    `${name} has ${list.length} entries`,
    [a],
    `one for each axis`,
  );
