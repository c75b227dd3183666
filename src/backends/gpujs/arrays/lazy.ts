/**
 * Tensors as functions from an index to the text that computes the element there. Primitives compose these; where one
 * is stored, the text becomes a kernel. So what is composed is fused, and nothing between is ever in memory.
 */
import { type Aval, sizeOf, stridesOf } from '../../../tensor/aval.ts';
import type { DType } from '../../../tensor/dtype.ts';
import type { Strided } from '../../strided/strided.ts';
import { type Element, elementOf, halvesOf } from '../source/elements.ts';
import { literal } from '../source/literal.ts';
import type { Place, Scope } from '../source/scope.ts';
import { plus } from '../source/scope.ts';
import { dotStrides, type Index } from './index.ts';

export interface Lazy extends Aval {
  readonly at: (scope: Scope, index: Index) => Element;
  /** Several elements at once, where that is less work than each by itself. */
  readonly each?: (scope: Scope, indices: readonly Index[]) => readonly Element[];
  /** The stored arrays that it reads, by number. */
  readonly arrays: ReadonlySet<number>;
  /** About the operations to compute an element; 0 where it is only read from somewhere. */
  readonly work: number;
  /** Whether an element takes a loop. */
  readonly loops: boolean;
  /** Where it is only read: from where. */
  readonly stored?: Stored;
}

export const noArrays: ReadonlySet<number> = new Set();

/** The elements at several places. */
export const elementsOf = (x: Lazy, scope: Scope, indices: readonly Index[]): readonly Element[] =>
  x.each?.(scope, indices) ?? indices.map((index) => x.at(scope, index));

/** The arrays that several read. */
export const arraysOf = (tensors: readonly Lazy[]): ReadonlySet<number> =>
  new Set(tensors.flatMap(({ arrays }) => [...arrays]));

/** Elements of an array on the device, seen by strides. */
export interface Stored extends Strided {
  readonly place: Place;
  /** How many elements lie there: of i32, all low halves come first, and then all high ones. */
  readonly total: number;
}

/** The element at a place in the array, in elements. */
export const elementAt = (scope: Scope, dtype: DType, { place, total }: Stored, at: string): Element => {
  const low = scope.read(place, at);
  return halvesOf(dtype) === 1 ? [low] : [low, scope.read(place, plus(scope, at, literal(total)))];
};

/** What is read from an array, and not computed. */
export const fromArray = (dtype: DType, stored: Stored): Lazy => ({
  shape: stored.shape,
  dtype,
  stored,
  at: (scope, index) => {
    const { shape, strides, offset } = stored;
    const at = plus(scope, dotStrides(scope, index, shape, strides), literal(offset));
    return elementAt(scope, dtype, stored, at);
  },
  arrays: new Set([stored.place.array]),
  work: 0,
  loops: false,
});

/** A tensor whose elements are all of an array, or a run of it. */
export const wholeArray = ({ shape, dtype }: Aval, place: Place, total: number): Lazy =>
  fromArray(dtype, { shape, strides: stridesOf(shape), offset: 0, place, total });

/** One number everywhere. */
export const splat = (shape: readonly number[], dtype: DType, x: number): Lazy => ({
  shape,
  dtype,
  // A name of its own: shader compilers compute with literals, and refuse a program where that overflows, or divides by 0.
  at: (scope) => (dtype === 'f32' ? [scope.name(literal(x))] : elementOf(dtype, x)),
  arrays: noArrays,
  work: 0,
  loops: false,
});

/** The same elements elsewhere: nothing is computed. */
export const seen = (
  x: Lazy,
  shape: readonly number[],
  where: (scope: Scope, index: Index) => Index,
): Lazy => ({
  shape,
  dtype: x.dtype,
  arrays: x.arrays,
  work: x.work,
  loops: x.loops,
  at: (scope, index) => x.at(scope, where(scope, index)),
  ...(x.each === undefined
    ? {}
    : {
        each: (scope, indices) =>
          elementsOf(
            x,
            scope,
            indices.map((index) => where(scope, index)),
          ),
      }),
});

/** Elements of tensors of one shape, put together. */
export const mapped = (
  { shape, dtype }: Aval,
  operands: readonly Lazy[],
  work: number,
  f: (scope: Scope, elements: readonly Element[]) => Element,
): Lazy => ({
  shape,
  dtype,
  at: (scope, index) =>
    f(
      scope,
      operands.map((x) => x.at(scope, index)),
    ),
  ...(operands.every(({ each }) => each === undefined)
    ? {}
    : {
        each: (scope, indices) => {
          const parts = operands.map((x) => elementsOf(x, scope, indices));
          return indices.map((_, i) =>
            f(
              scope,
              parts.flatMap((elements) => elements.slice(i, i + 1)),
            ),
          );
        },
      }),
  arrays: arraysOf(operands),
  work: operands.reduce((sum, x) => sum + x.work, work),
  loops: operands.some(({ loops }) => loops),
});

/** Whether there is nothing to compute. */
export const isEmpty = ({ shape }: Aval): boolean => sizeOf(shape) === 0;
