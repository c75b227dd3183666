/**
 * Tensors as functions from an index to the text that computes the element there. Primitives compose these; where one
 * is stored, the text becomes a kernel. So what is composed is fused, and nothing between is ever in memory.
 */
import { type Aval, sizeOf } from '../../../tensor/aval.ts';
import type { DType } from '../../../tensor/dtype.ts';
import { type Element, elementOf, halvesOf } from '../source/elements.ts';
import { literal } from '../source/literal.ts';
import type { Place, Scope } from '../source/scope.ts';
import { plus } from '../source/scope.ts';
import { flatten, type Index } from './index.ts';

export interface Lazy extends Aval {
  readonly at: (scope: Scope, index: Index) => Element;
  /** The stored arrays that it reads, by number. */
  readonly arrays: ReadonlySet<number>;
  /** About the operations to compute an element; 0 where it is only read from somewhere. */
  readonly work: number;
  /** Whether an element takes a loop. */
  readonly loops: boolean;
}

export const noArrays: ReadonlySet<number> = new Set();

/** The arrays that several read. */
export const arraysOf = (tensors: readonly Lazy[]): ReadonlySet<number> =>
  new Set(tensors.flatMap(({ arrays }) => [...arrays]));

/**
 * Numbers on the device: of i32 all low halves, then all high ones. `total` is how many elements lie there, of which
 * these may be a run.
 */
export const stored = ({ shape, dtype }: Aval, place: Place, total: number): Lazy => ({
  shape,
  dtype,
  at: (scope, index): Element => {
    const at = flatten(scope, index, shape);
    const low = scope.read(place, at);
    return halvesOf(dtype) === 1 ? [low] : [low, scope.read(place, plus(scope, at, literal(total)))];
  },
  arrays: new Set([place.array]),
  work: 0,
  loops: false,
});

/** One number everywhere. */
export const splat = (shape: readonly number[], dtype: DType, x: number): Lazy => ({
  shape,
  dtype,
  at: () => elementOf(dtype, x),
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
  ...x,
  shape,
  at: (scope, index) => x.at(scope, where(scope, index)),
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
  arrays: arraysOf(operands),
  work: operands.reduce((sum, x) => sum + x.work, work),
  loops: operands.some(({ loops }) => loops),
});

/** Whether there is nothing to compute. */
export const isEmpty = ({ shape }: Aval): boolean => sizeOf(shape) === 0;
