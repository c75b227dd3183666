/** Where in a tensor an element is: by its number in row-major order, by its position along each axis, or both. */
import { sameShape, sizeOf, stridesOf } from '../../../tensor/aval.ts';
import { mergeAxes } from '../../strided/strided.ts';
import { literal, zero } from '../source/literal.ts';
import { plus, quotient, type Scope, times } from '../source/scope.ts';

export interface Index {
  /** The element's number in row-major order of a shape, where it is at hand. */
  readonly flat?: { readonly number: string; readonly shape: readonly number[] };
  /** Where the number is four times a thread's and a part of 0 to 3: both. What is the same for all four is the thread's. */
  readonly quad?: { readonly thread: string; readonly part: number };
  /** Its position along an axis. */
  readonly along: (scope: Scope, axis: number) => string;
}

/** The position along axes that are one: those inside have `inner` elements, the axes themselves `size`. */
const along = (scope: Scope, flat: string, inner: number, size: number, isOutermost: boolean): string => {
  if (size === 1) return zero;
  const above = quotient(scope, flat, inner);
  if (isOutermost) return above;
  return scope.name(`${above} - ${times(scope, quotient(scope, flat, inner * size), size)}`);
};

/** By its number, from which positions are computed where they are asked for. */
export const fromFlat = (flat: string, shape: readonly number[]): Index => {
  const strides = stridesOf(shape);
  return {
    flat: { number: flat, shape },
    along: (scope, axis) =>
      along(
        scope,
        flat,
        strides[axis] ?? 1,
        shape[axis] ?? 1,
        shape.slice(0, axis).every((n) => n === 1),
      ),
  };
};

/** The elements of one thread of a kernel that makes four, in a shape whose last axis they divide. */
export const fromQuad = (thread: string, part: number, shape: readonly number[]): Index => {
  const outer = fromFlat(thread, quarter(shape));
  const last = shape.length - 1;
  return {
    quad: { thread, part },
    along: (scope, axis) => {
      const at = outer.along(scope, axis);
      return axis === last ? plus(scope, times(scope, at, 4), literal(part)) : at;
    },
  };
};

/** Whether four neighbours are always of one row. */
export const hasQuads = (shape: readonly number[]): boolean => (shape.at(-1) ?? 1) % 4 === 0;

const quarter = (shape: readonly number[]): readonly number[] => [
  ...shape.slice(0, -1),
  (shape.at(-1) ?? 1) / 4,
];

export const fromAxes = (positions: readonly string[]): Index => ({
  along: (_, axis) => positions[axis] ?? zero,
});

/** The sum of position · stride over all axes of a shape. */
export const dotStrides = (
  scope: Scope,
  index: Index,
  shape: readonly number[],
  strides: readonly number[],
): string => {
  const sum = (terms: readonly string[]): string => terms.reduce((a, b) => plus(scope, a, b), zero);
  const { flat, quad } = index;
  if (quad !== undefined && hasQuads(shape)) {
    const last = strides.at(-1) ?? 0;
    const fourfold = [...strides.slice(0, -1), last * 4];
    const start = dotStrides(scope, fromFlat(quad.thread, quarter(shape)), quarter(shape), fourfold);
    return plus(scope, start, literal(quad.part * last));
  }
  if (flat === undefined || !sameShape(flat.shape, shape))
    return sum(
      strides.map((stride, axis) =>
        stride === 0 || shape[axis] === 1 ? zero : times(scope, index.along(scope, axis), stride),
      ),
    );
  // Neighbours that are walked as one are one position of the number.
  const packed = stridesOf(shape);
  const axes = mergeAxes(shape.map((size, i) => ({ size, strides: [strides[i] ?? 0, packed[i] ?? 1] })));
  return sum(
    axes.map(({ size, strides: [stride = 0, inner = 1] }, i) =>
      stride === 0 ? zero : times(scope, along(scope, flat.number, inner, size, i === 0), stride),
    ),
  );
};

/** The element's number in row-major order. */
export const flatten = (scope: Scope, index: Index, shape: readonly number[]): string =>
  index.flat !== undefined && sizeOf(index.flat.shape) === sizeOf(shape)
    ? index.flat.number
    : dotStrides(scope, index, shape, stridesOf(shape));
