import { type Aval, sizeOf } from '../../tensor/aval.ts';
import type { DType } from '../../tensor/dtype.ts';

/** `f32` rounds every primitive's result to single precision; `f64` keeps doubles, for finite differences. */
export type Precision = 'f32' | 'f64';

/** Elements while they are computed. In double precision the dtype f32 is held in a Float64Array. */
export type Elements = Float32Array | Float64Array | Int32Array | Uint8Array;

/** Never changed once a rule has filled it, so arrays may share their elements. */
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

/**
 * The element at a position that exists. Loops over elements write `data[i] ?? Number.NaN` instead: one function
 * that reads arrays of every type is too slow there, and the alternative is compiled away.
 */
export const at = (data: Elements | readonly number[], i: number): number => {
  const x = data[i];
  if (x === undefined) throw new RangeError(`reference: element ${i} of ${data.length} was read`);
  return x;
};
