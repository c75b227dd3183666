import fc from 'fast-check';
import { sizeOf } from '../../src/tensor/aval.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import type { Primitive } from '../../src/tensor/primitives.ts';

/** One primitive to apply, the decisions of how, and for scans the steps of the body. */
export interface Step {
  readonly primitive: Primitive;
  readonly numbers: readonly number[];
  readonly inner: readonly Step[];
}

/** All that a random program follows from. */
export interface Recipe {
  readonly inputs: readonly { readonly dtype: DType; readonly shape: readonly number[] }[];
  readonly steps: readonly Step[];
  readonly finish: readonly number[];
  /** Where the elements of the inputs are drawn from. */
  readonly seed: number;
}

/** Mostly small; 0 and 1 are where mistakes hide. */
export const sizes = [2, 3, 1, 5, 3, 2, 5, 3, 1, 2, 3, 5, 2, 0] as const;

/** Values larger than this are not made. */
export const mostElements = 150;

/** Leaves axes out until the elements are few enough. */
export const cap = (shape: readonly number[]): readonly number[] =>
  sizeOf(shape) <= mostElements ? shape : cap(shape.slice(1));

export const shapes = (maxRank = 4): fc.Arbitrary<readonly number[]> =>
  fc.array(fc.constantFrom(...sizes), { maxLength: maxRank }).map(cap);

const numbers = fc.array(fc.nat(0xffff), { maxLength: 20, size: 'max' });

/** The primitives whose bodies are steps. */
export const nesting: readonly Primitive[] = ['scan', 'checkpoint', 'custom'];

/** Steps of these primitives; bodies nest `depth` deep. */
const steps = (
  primitives: readonly Primitive[],
  count: number,
  depth: number,
): fc.Arbitrary<readonly Step[]> => {
  const flat = primitives.filter((p) => !nesting.includes(p));
  const loops = primitives.filter((p) => nesting.includes(p));
  const one = (names: readonly Primitive[], inner: fc.Arbitrary<readonly Step[]>): fc.Arbitrary<Step> =>
    fc.record({ primitive: fc.constantFrom(...names), numbers, inner });
  const plain = one(flat, fc.constant([]));
  if (depth === 0 || loops.length === 0)
    return flat.length === 0 ? fc.constant([]) : fc.array(plain, { maxLength: count, size: 'max' });
  const scan = one(loops, steps(primitives, Math.ceil(count / 2), depth - 1));
  return fc.array(
    flat.length === 0 ? scan : fc.oneof({ weight: 8, arbitrary: plain }, { weight: 2, arbitrary: scan }),
    { maxLength: count, size: 'max' },
  );
};

export const recipes = (
  primitives: readonly Primitive[],
  dtypes: readonly DType[],
  count: number,
  depth: number,
): fc.Arbitrary<Recipe> =>
  fc.record({
    inputs: fc.array(fc.record({ dtype: fc.constantFrom(...dtypes), shape: shapes() }), {
      minLength: 1,
      maxLength: 4,
    }),
    steps: steps(primitives, count, depth),
    finish: numbers,
    seed: fc.nat(0xffff),
  });
