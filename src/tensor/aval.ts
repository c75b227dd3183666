import type { DType } from './dtype.ts';

/** What is known of a tensor without computing it: its sizes and its element type. */
export interface Aval {
  readonly shape: readonly number[];
  readonly dtype: DType;
}

export const aval = (shape: readonly number[], dtype: DType): Aval => ({ shape, dtype });

/** Only what an aval is: of a tensor, which passes for one too, without what made it. */
export const typeOf = ({ shape, dtype }: Aval): Aval => aval(shape, dtype);

/** The number of elements of a shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((d, i) => d === b[i]);

/** Row-major strides, in elements. */
export const stridesOf = (shape: readonly number[]): number[] => {
  const strides: number[] = new Array(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= shape[i] ?? 1;
  }
  return strides;
};

/** `f32[3,4]`, as programs and errors print it. */
export const showAval = ({ shape, dtype }: Aval): string => `${dtype}[${shape.join(',')}]`;
