import type { Shape } from '../shape-types/dim.ts';
import { sizeOf } from './aval.ts';
import type { DType, TypedArrayOf, TypedArrays } from './dtype.ts';
import { demand } from './error.ts';
import type { AnyValue, Value } from './value.ts';

const arrayTypes = { f32: Float32Array, i32: Int32Array, bool: Uint8Array };

/** A zeroed typed array for elements of a dtype. */
export const allocate = <D extends DType>(dtype: D, size: number): TypedArrays[D] => {
  const make: { readonly [K in DType]: () => TypedArrays[K] } = {
    f32: () => new arrayTypes.f32(size),
    i32: () => new arrayTypes.i32(size),
    bool: () => new arrayTypes.bool(size),
  };
  return make[dtype]();
};

/**
 * The one place where a value comes into being: checked against its shape, then branded; the phantom `cells`
 * exist in types only, hence the cast.
 */
export const makeValue = (shape: readonly number[], dtype: DType, data: TypedArrayOf<DType>): AnyValue => {
  demand(
    data instanceof arrayTypes[dtype],
    'value',
    `${dtype} elements must be in a ${arrayTypes[dtype].name}, got ${data.constructor.name}`,
  );
  demand(
    shape.every((n) => Number.isSafeInteger(n) && n >= 0) && data.length === sizeOf(shape),
    'value',
    `${data.length} elements do not fill [${shape.join(',')}]`,
    [],
    `${sizeOf(shape)}`,
  );
  return { shape, dtype, data } as AnyValue;
};

/**
 * A value whose elements are fetched when they are first asked for. They must be what `makeValue` would take: of the dtype,
 * as many as the shape says; hence the cast, for the same reason as there.
 */
export const lazyValue = (
  shape: readonly number[],
  dtype: DType,
  fetch: () => TypedArrayOf<DType>,
): AnyValue => {
  const lazy = {
    shape,
    dtype,
    get data(): TypedArrayOf<DType> {
      return fetch();
    },
  };
  return lazy as unknown as AnyValue;
};

/** A size that a symbol stands for: `axis('batch', 32)` is the dimension `'batch'`, of size 32 in this run. */
export interface Axis<Name extends string> {
  readonly name: Name;
  readonly size: number;
}

/** Names a size: the dimension is then the symbol, equal only to itself, and any size at run time. */
export const axis = <const Name extends string>(name: Name, size: number): Axis<Name> => ({ name, size });

/** What a shape is written with: numbers, or named sizes. */
export type Sized = readonly (number | Axis<string>)[];

/** The shape type of what was written. */
export type ShapeOf<Z extends Sized> = {
  -readonly [K in keyof Z]: Z[K] extends Axis<infer Name> ? Name : Z[K];
};

/** The run-time sizes of what was written. */
export const sizesOf = (sized: Sized): number[] => sized.map((d) => (typeof d === 'number' ? d : d.size));

/**
 * A value from a typed array in row-major order. The array is not copied.
 *
 * @example
 * ```ts
 * import { axis, valueFrom } from 'thwc';
 * const image = valueFrom([2, 3], new Float32Array(6)); // Value<[2, 3]>
 * const batch = valueFrom([axis('batch', 2), 3], new Float32Array(6)); // Value<['batch', 3]>
 * ```
 */
export function valueFrom<const Z extends Sized>(shape: Z, data: Float32Array): Value<ShapeOf<Z>, 'f32'>;
export function valueFrom<const Z extends Sized>(shape: Z, data: Int32Array): Value<ShapeOf<Z>, 'i32'>;
export function valueFrom<const Z extends Sized>(shape: Z, data: Uint8Array): Value<ShapeOf<Z>, 'bool'>;
export function valueFrom(shape: Sized, data: TypedArrayOf<DType>): AnyValue {
  const dtype = data instanceof Float32Array ? 'f32' : data instanceof Int32Array ? 'i32' : 'bool';
  return makeValue(sizesOf(shape), dtype, data);
}

/** Numbers or booleans nested in arrays. */
export type Nested<Leaf> = Leaf | readonly Nested<Leaf>[];

/** The shape of nested arrays, where their type says it (literals and tuples); `number` where it does not. */
export type NestedShape<N> = N extends readonly [infer First, ...infer Rest]
  ? [[First, ...Rest]['length'], ...NestedShape<First>]
  : N extends readonly []
    ? [0]
    : N extends readonly (infer Item)[]
      ? [number, ...NestedShape<Item>]
      : [];

const shapeOfNested = (nested: Nested<number | boolean>): number[] => {
  if (typeof nested !== 'object') return [];
  const [first] = nested;
  return [nested.length, ...(first === undefined ? [] : shapeOfNested(first))];
};

export const fill = (op: string, dtype: DType, nested: Nested<number | boolean>): AnyValue => {
  const shape = shapeOfNested(nested);
  const data = allocate(dtype, sizeOf(shape));
  let next = 0;
  const visit = (x: Nested<number | boolean>, depth: number, at: string): void => {
    if (typeof x !== 'object') {
      demand(depth === shape.length, op, `${at} is a number`, [], `an array of ${shape[depth]}`);
      data[next++] = Number(x);
      return;
    }
    demand(
      depth < shape.length && x.length === shape[depth],
      op,
      `${at} has ${x.length} entries`,
      [],
      depth < shape.length ? `${shape[depth]}, as its neighbours` : 'a number',
    );
    for (const [i, y] of x.entries()) visit(y, depth + 1, `${at}[${i}]`);
  };
  visit(nested, 0, 'the array');
  return makeValue(shape, dtype, data);
};

/**
 * A value from nested arrays; its shape is read from them, by the compiler where they are literals.
 *
 * @example
 * ```ts
 * import { value } from 'thwc';
 * const m = value([[1, 2, 3], [4, 5, 6]]); // Value<[2, 3]>
 * ```
 */
export function value<const N extends Nested<number>>(nested: N): Value<NestedShape<N>, 'f32'>;
export function value<const N extends Nested<number>, D extends 'f32' | 'i32'>(
  nested: N,
  dtype: D,
): Value<NestedShape<N>, D>;
export function value<const N extends Nested<boolean>>(
  nested: N,
  dtype: 'bool',
): Value<NestedShape<N>, 'bool'>;
export function value(nested: Nested<number | boolean>, dtype: DType = 'f32'): AnyValue {
  return fill('value', dtype, nested);
}

/** The nested arrays of a shape. */
export type NestedOf<S extends Shape, Leaf> = S extends readonly []
  ? Leaf
  : S extends readonly [unknown, ...infer Rest]
    ? NestedOf<Rest, Leaf>[]
    : Nested<Leaf>;

/** A value as nested arrays of numbers, or of booleans for bool. */
export function toNested<S extends Shape, D extends DType>(
  x: Value<S, D>,
): NestedOf<S, D extends 'bool' ? boolean : number>;
export function toNested(x: AnyValue): Nested<number | boolean> {
  let next = 0;
  const leaf = (): number | boolean => {
    const element = x.data[next++] ?? 0;
    return x.dtype === 'bool' ? element !== 0 : element;
  };
  const build = (depth: number): Nested<number | boolean> => {
    const size = x.shape[depth];
    return size === undefined ? leaf() : Array.from({ length: size }, () => build(depth + 1));
  };
  return build(0);
}
