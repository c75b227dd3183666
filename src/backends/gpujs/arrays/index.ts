/** Where in a tensor an element is: by its number in row-major order, by its position along each axis, or both. */
import { stridesOf } from '../../../tensor/aval.ts';
import { zero } from '../source/literal.ts';
import { plus, quotient, type Scope, times } from '../source/scope.ts';

export interface Index {
  /** The element's number in row-major order, where it is at hand. */
  readonly flat?: string;
  /** Its position along an axis. */
  readonly along: (scope: Scope, axis: number) => string;
}

/** By its number, from which positions are computed where they are asked for. */
export const fromFlat = (flat: string, shape: readonly number[]): Index => {
  const strides = stridesOf(shape);
  return {
    flat,
    along: (scope, axis) => {
      const [size = 1, stride = 1] = [shape[axis], strides[axis]];
      if (size === 1) return zero;
      const above = quotient(scope, flat, stride);
      const isOutermost = shape.slice(0, axis).every((n) => n === 1);
      if (isOutermost) return above;
      const outer = quotient(scope, flat, stride * size);
      return scope.name(`${above} - ${times(scope, outer, size)}`);
    },
  };
};

export const fromAxes = (positions: readonly string[]): Index => ({
  along: (_, axis) => positions[axis] ?? zero,
});

/** The sum of position · stride over all axes. */
export const dotStrides = (scope: Scope, index: Index, strides: readonly number[]): string =>
  strides.reduce<string>(
    (sum, stride, axis) =>
      stride === 0 ? sum : plus(scope, sum, times(scope, index.along(scope, axis), stride)),
    zero,
  );

/** The element's number in row-major order. */
export const flatten = (scope: Scope, index: Index, shape: readonly number[]): string =>
  index.flat ??
  dotStrides(
    scope,
    index,
    stridesOf(shape).map((stride, axis) => (shape[axis] === 1 ? 0 : stride)),
  );
