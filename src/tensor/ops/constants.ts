/**
 * Tensors that are known before anything runs.
 *
 * A dtype that may be left out makes two signatures: with one, `D` could be inferred from where the result goes.
 */
import type { Shape } from '../../shape-types/dim.ts';
import { apply } from '../apply.ts';
import { aval, sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import type { DType } from '../dtype.ts';
import { demand } from '../error.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';
import type { AnyValue, Value } from '../value.ts';
import {
  allocate,
  fill,
  makeValue,
  type Nested,
  type NestedShape,
  type ShapeOf,
  type Sized,
  sizesOf,
} from '../values.ts';

/**
 * A tensor from nested arrays; the compiler reads its shape where they are literals.
 *
 * @throws TensorError when the arrays are ragged.
 * @example
 * ```ts
 * import { tensor } from 'thwc';
 * const m = tensor([[1, 2, 3], [4, 5, 6]]); // Tensor<[2, 3]>
 * const indices = tensor([0, 2], 'i32'); // Tensor<[2], 'i32'>
 * ```
 */
export function tensor<const N extends Nested<number>>(nested: N): Tensor<NestedShape<N>>;
export function tensor<const N extends Nested<number>, D extends 'f32' | 'i32'>(
  nested: N,
  dtype: D,
): Tensor<NestedShape<N>, D>;
export function tensor<const N extends Nested<boolean>>(
  nested: N,
  dtype: 'bool',
): Tensor<NestedShape<N>, 'bool'>;
export function tensor(nested: Nested<number | boolean>, dtype: DType = 'f32'): AnyTensor {
  return build.constant(fill('tensor', dtype, nested));
}

/**
 * The tensor of materialised numbers. They become part of every program that uses it: what changes from run to
 * run should be an input of the program instead.
 *
 * @example
 * ```ts
 * import { constant, value } from 'thwc';
 * const x = constant(value([1, 2, 3])); // Tensor<[3]>
 * ```
 */
export function constant<S extends Shape, D extends DType>(value: Value<S, D>): Tensor<S, D>;
export function constant(value: AnyValue): AnyTensor {
  return build.constant(value);
}

/**
 * One number, as a tensor without axes.
 *
 * @example
 * ```ts
 * import { scalar } from 'thwc';
 * const half = scalar(0.5); // Tensor<[]>
 * ```
 */
export function scalar(x: number): Tensor<[]>;
export function scalar<D extends DType>(x: number, dtype: D): Tensor<[], D>;
export function scalar(x: number, dtype: DType = 'f32'): AnyTensor {
  return build.lift(x, dtype, 'scalar');
}

const demandShape = (op: string, shape: Sized): number[] => {
  const sizes = sizesOf(shape);
  const whole = sizes.every((n) => Number.isSafeInteger(n) && n >= 0);
  demand(whole, op, `sizes must be whole numbers ≥ 0, got [${sizes.join(',')}]`);
  return sizes;
};

/**
 * A shape filled with one number. Sizes are numbers, or named: `axis('batch', 32)`.
 *
 * @throws TensorError when a size is not a whole number ≥ 0, or `x` is not a number of the dtype.
 * @example
 * ```ts
 * import { axis, full } from 'thwc';
 * const x = full([axis('batch', 32), 10], 0.1); // Tensor<['batch', 10]>
 * ```
 */
export function full<const Z extends Sized>(shape: Z, x: number): Tensor<ShapeOf<Z>>;
export function full<const Z extends Sized, D extends DType>(
  shape: Z,
  x: number,
  dtype: D,
): Tensor<ShapeOf<Z>, D>;
export function full(shape: Sized, x: number, dtype: DType = 'f32'): AnyTensor {
  return build.broadcastTo('full', build.lift(x, dtype, 'full'), demandShape('full', shape));
}

/**
 * A shape filled with 0 (false for bool).
 *
 * @example
 * ```ts
 * import { zeros } from 'thwc';
 * const x = zeros([2, 3]); // Tensor<[2, 3]>
 * ```
 */
export function zeros<const Z extends Sized>(shape: Z): Tensor<ShapeOf<Z>>;
export function zeros<const Z extends Sized, D extends DType>(shape: Z, dtype: D): Tensor<ShapeOf<Z>, D>;
export function zeros(shape: Sized, dtype: DType = 'f32'): AnyTensor {
  return build.full(demandShape('zeros', shape), 0, dtype);
}

/**
 * A shape filled with 1 (true for bool).
 *
 * @example
 * ```ts
 * import { ones } from 'thwc';
 * const mask = ones([2, 3], 'bool'); // Tensor<[2, 3], 'bool'>
 * ```
 */
export function ones<const Z extends Sized>(shape: Z): Tensor<ShapeOf<Z>>;
export function ones<const Z extends Sized, D extends DType>(shape: Z, dtype: D): Tensor<ShapeOf<Z>, D>;
export function ones(shape: Sized, dtype: DType = 'f32'): AnyTensor {
  return build.full(demandShape('ones', shape), 1, dtype);
}

/**
 * Each element's position along `axis`.
 *
 * @throws TensorError when the shape has no such axis.
 * @example
 * ```ts
 * import { iota } from 'thwc';
 * const column = iota([2, 3], 1); // [[0, 1, 2], [0, 1, 2]]
 * ```
 */
export function iota<const Z extends Sized>(shape: Z, axis: number): Tensor<ShapeOf<Z>, 'i32'>;
export function iota(shape: Sized, axis: number): AnyTensor {
  const sizes = demandShape('iota', shape);
  return apply('iota', { shape: sizes, axis: build.normalAxis('iota', axis, aval(sizes, 'i32')) }, []);
}

/**
 * The integers 0 … n − 1.
 *
 * @example
 * ```ts
 * import { arange } from 'thwc';
 * const places = arange(4); // [0, 1, 2, 3]: Tensor<[4], 'i32'>
 * ```
 */
export function arange<N extends number>(n: N): Tensor<[N], 'i32'>;
export function arange(n: number): AnyTensor {
  return apply('iota', { shape: demandShape('arange', [n]), axis: 0 }, []);
}

/**
 * `n` numbers from `start` to `stop`, both included, equally spaced. Of one number, `start`.
 *
 * @example
 * ```ts
 * import { linspace } from 'thwc';
 * const x = linspace(0, 1, 5); // [0, 0.25, 0.5, 0.75, 1]
 * ```
 */
export function linspace<N extends number>(start: number, stop: number, n: N): Tensor<[N]>;
export function linspace(start: number, stop: number, n: number): AnyTensor {
  const data = allocate('f32', sizeOf(demandShape('linspace', [n])));
  // A weighted mean of the ends meets both of them exactly.
  for (let i = 0; i < n; i++) data[i] = n === 1 ? start : (start * (n - 1 - i) + stop * i) / (n - 1);
  return build.constant(makeValue([n], 'f32', data));
}

/**
 * The identity matrix.
 *
 * @example
 * ```ts
 * import { eye } from 'thwc';
 * const id = eye(3); // Tensor<[3, 3]>
 * ```
 */
export function eye<N extends number>(n: N): Tensor<[N, N]>;
export function eye(n: number): AnyTensor {
  const shape = demandShape('eye', [n, n]);
  const [row, column] = [apply('iota', { shape, axis: 0 }, []), apply('iota', { shape, axis: 1 }, [])];
  return apply('convert', { to: 'f32' }, [build.binary('eq', row, column)]);
}
