import { sizeOf } from '../../tensor/aval.ts';
import type { BinaryOp } from '../../tensor/primitives.ts';
import type { Equation } from '../../tensor/program.ts';
import type { Builder } from '../simplify/builder.ts';

/** More indices than these are not looked at one by one. */
const mostKnown = 2 ** 18;

/** What indices are computed with; i32 wraps. */
const integerOps: { readonly [O in BinaryOp]?: (a: number, b: number) => number } = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  max: Math.max,
  min: Math.min,
  eq: (a, b) => Number(a === b),
  ne: (a, b) => Number(a !== b),
  lt: (a, b) => Number(a < b),
  le: (a, b) => Number(a <= b),
  gt: (a, b) => Number(a > b),
  ge: (a, b) => Number(a >= b),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
};

/** The numbers of an i32 or bool value that follow from constants, in order; nothing where they are not known. */
export const knownIndices = (into: Builder, n: number): readonly number[] | undefined => {
  const { shape, dtype } = into.aval(n);
  const maker = into.definition(n);
  if (dtype === 'f32' || maker === undefined || sizeOf(shape) > mostKnown) return undefined;
  const { primitive, params, inputs } = maker;
  if (primitive === 'constant') return Array.from(params.value.data);
  const [a, b, c] = inputs.map((input) => knownIndices(into, input));
  if (a === undefined) return undefined;
  if (primitive === 'reshape') return a;
  if (primitive === 'broadcast') return repeated(a, into.aval(inputs[0] ?? -1).shape, params);
  if (b === undefined) return undefined;
  const op = primitive === 'binary' ? integerOps[params.op] : undefined;
  if (op !== undefined) return a.map((x, i) => op(x, b[i] ?? 0));
  return primitive === 'select' && c !== undefined
    ? a.map((is, i) => (is === 0 ? c[i] : b[i]) ?? 0)
    : undefined;
};

const repeated = (
  xs: readonly number[],
  from: readonly number[],
  { shape, axes }: Equation<'broadcast'>['params'],
): readonly number[] => {
  const strides = from.map((_, i) => sizeOf(from.slice(i + 1)));
  const steps = shape.map((_, axis) => strides[axes.indexOf(axis)] ?? 0);
  return Array.from({ length: sizeOf(shape) }, (_, flat) => {
    const at = shape.reduceRight(
      ({ rest, offset }, size, axis) => ({
        rest: Math.floor(rest / size),
        offset: offset + (rest % size) * (steps[axis] ?? 0),
      }),
      { rest: flat, offset: 0 },
    );
    return xs[at.offset] ?? 0;
  });
};

/**
 * Whether known indices are all in range and name every one of `size` rows.
 *
 * Sums over rows may be exchanged with products only then: a row that no index names would meet 0 · ∞.
 */
export const coversAll = (into: Builder, n: number, size: number): boolean => {
  const indices = knownIndices(into, n);
  return indices?.every((i) => i >= 0 && i < size) === true && new Set(indices).size === size;
};

/** A gather or scatterAdd of rows along one axis: one list of indices for all. */
export const isPlain = (into: Builder, { params, inputs }: Equation<'gather' | 'scatterAdd'>): boolean =>
  params.batch === 0 && into.aval(inputs[1] ?? -1).shape.length === 1;
