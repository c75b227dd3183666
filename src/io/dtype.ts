/** Element types that files hold: those of the core (`f32`, `i32`, `bool`) and more. */
export type FileDType =
  | 'f64'
  | 'f32'
  | 'f16'
  | 'bf16'
  | 'i64'
  | 'i32'
  | 'i16'
  | 'i8'
  | 'u64'
  | 'u32'
  | 'u16'
  | 'u8'
  | 'bool';

/** Bytes an element takes. */
export const widthOf: { readonly [D in FileDType]: 1 | 2 | 4 | 8 } = {
  f64: 8,
  f32: 4,
  f16: 2,
  bf16: 2,
  i64: 8,
  i32: 4,
  i16: 2,
  i8: 1,
  u64: 8,
  u32: 4,
  u16: 2,
  u8: 1,
  bool: 1,
};

/** All element types. */
export const fileDTypes: readonly FileDType[] = [
  'f64',
  'f32',
  'f16',
  'bf16',
  'i64',
  'i32',
  'i16',
  'i8',
  'u64',
  'u32',
  'u16',
  'u8',
  'bool',
];

/** How many elements a shape has, or `undefined` when that number is beyond 2^53 − 1. A scalar, `[]`, has one. */
export const elementsOf = (shape: readonly number[]): number | undefined => {
  let product = 1;
  for (const size of shape) {
    product *= size;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return product;
};

/** How many bytes a tensor takes, or `undefined` when that number is beyond 2^53 − 1. */
export const bytesFor = (dtype: FileDType, shape: readonly number[]): number | undefined =>
  elementsOf([...shape, widthOf[dtype]]);

/** True when every size is an integer from 0 to 2^53 − 1. */
export const isShape = (shape: readonly number[]): boolean =>
  shape.every((size) => Number.isSafeInteger(size) && size >= 0);
