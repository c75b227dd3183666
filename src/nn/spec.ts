/**
 * Specs: what layers are built for.
 */
import type { Dim, Shape } from '../shape-types/dim.ts';
import type { DType } from '../tensor/dtype.ts';
import { TensorError } from '../tensor/error.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer, Spec } from './layer.ts';

/** The specs of a tree of tensors. */
export type SpecOf<T> = unknown extends T
  ? unknown
  : T extends Tensor<infer S extends Shape, infer D extends DType>
    ? Spec<S, D>
    : { readonly [K in keyof T]: SpecOf<T[K]> };

/** The tensors of a tree of specs. */
export type TensorOf<I> = unknown extends I
  ? unknown
  : I extends Spec<infer S extends Shape, infer D extends DType>
    ? Tensor<S, D>
    : { readonly [K in keyof I]: TensorOf<I[K]> };

/** What makes a layer for an input of a given spec: a step of a `sequence`. */
export type Builder<Params, In, Out> = (input: SpecOf<In>) => Layer<Params, In, Out>;

/**
 * The spec of a layer's input. Sizes that a layer's parameters depend on (features, channels) must be numbers;
 * others may be symbols, which stand for any size at run time.
 *
 * @example
 * ```ts
 * import { spec } from 'thwc/nn';
 * const frames = spec(['batch', 64, 64, 1]); // Spec<['batch', 64, 64, 1]>
 * ```
 */
export function spec<const S extends readonly Dim[], D extends DType = 'f32'>(
  shape: S,
  dtype?: D,
): Spec<{ -readonly [K in keyof S]: S[K] }, D>;
export function spec(shape: readonly Dim[], dtype: DType = 'f32'): Spec<readonly Dim[], DType> {
  return { shape, dtype };
}

export const isSpec = (x: unknown): x is Spec<Shape, DType> =>
  typeof x === 'object' && x !== null && 'shape' in x && 'dtype' in x && Array.isArray(x.shape);

/** `['batch', 64, ?]`, as errors print it. */
export const showSpec = ({ shape }: Spec<Shape, DType>): string =>
  `[${shape.map((d) => (typeof d === 'string' ? `'${d}'` : Number.isNaN(d) ? '?' : String(d))).join(', ')}]`;

/**
 * The size of an axis (negative: from the end) that parameters depend on.
 *
 * @throws TensorError when the spec has no such axis, or a symbol or an unknown size there
 */
export const knownSize = (op: string, what: string, input: Spec, axis: number): number => {
  const size = input.shape.at(axis);
  if (typeof size === 'number' && Number.isSafeInteger(size)) return size;
  const problem = size === undefined ? `there is no axis for ${what}` : `${what} must be a number`;
  throw new TensorError(op, `${problem} in the spec ${showSpec(input)}`);
};
