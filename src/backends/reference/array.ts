import { type Aval, sizeOf } from '../../tensor/aval.ts';
import type { DType } from '../../tensor/dtype.ts';

/** `f32` rounds every primitive's result to single precision; `f64` keeps doubles, for finite differences. */
export type Precision = 'f32' | 'f64';

/** Elements while they are computed. In double precision the dtype f32 is held in a Float64Array. */
export type Elements = Float32Array | Float64Array | Int32Array | Uint8Array;

export interface NdArray {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: Elements;
}

export type Allocate = (aval: Aval) => NdArray;

/** Makes zeroed arrays in the given precision. */
export const allocator = (precision: Precision): Allocate => {
  const elements = (dtype: DType, size: number): Elements =>
    dtype === 'i32'
      ? new Int32Array(size)
      : dtype === 'bool'
        ? new Uint8Array(size)
        : precision === 'f64'
          ? new Float64Array(size)
          : new Float32Array(size);
  return ({ shape, dtype }) => ({ shape, dtype, data: elements(dtype, sizeOf(shape)) });
};

/** The element at a position that exists. */
export const at = (data: Elements | readonly number[], i: number): number => {
  const x = data[i];
  if (x === undefined) throw new RangeError(`reference: element ${i} of ${data.length} was read`);
  return x;
};

/** Calls `f` with every index of a shape in row-major order; the index array is reused. */
export const forEachIndex = (
  shape: readonly number[],
  f: (index: readonly number[], flat: number) => void,
): void => {
  const index = shape.map(() => 0);
  const size = sizeOf(shape);
  for (let flat = 0; flat < size; flat++) {
    f(index, flat);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = at(index, axis) + 1;
      index[axis] = next < at(shape, axis) ? next : 0;
      if (next < at(shape, axis)) break;
    }
  }
};

/** Σ index · stride. */
export const offsetOf = (index: readonly number[], strides: readonly number[]): number =>
  index.reduce((sum, i, axis) => sum + i * at(strides, axis), 0);

/**
 * Fills `out` with the elements of `x` at `start + Σ index · stride`: transposes, broadcasts, slices and
 * reversals are all this.
 */
export const readStrided = (x: NdArray, start: number, strides: readonly number[], out: NdArray): NdArray => {
  let next = 0;
  const rank = out.shape.length;
  const loop = (axis: number, from: number): void => {
    if (axis === rank) {
      out.data[next++] = at(x.data, from);
      return;
    }
    const [size, stride] = [at(out.shape, axis), at(strides, axis)];
    if (axis === rank - 1) for (let i = 0; i < size; i++) out.data[next++] = at(x.data, from + i * stride);
    else for (let i = 0; i < size; i++) loop(axis + 1, from + i * stride);
  };
  loop(0, start);
  return out;
};
