/** What is used of jax-js: its own types are there only where it is installed. Functions use up their arguments; `ref` keeps one. */
export interface JaxArray {
  readonly shape: readonly number[];
  readonly ref: JaxArray;
  readonly dispose: () => void;
  readonly data: () => Promise<Float32Array>;
  readonly reshape: (shape: readonly number[]) => JaxArray;
  readonly transpose: (order: readonly number[]) => JaxArray;
  readonly slice: (...ranges: readonly (readonly [number, number])[]) => JaxArray;
}

type Unary = (x: JaxArray) => JaxArray;
type Binary = (a: JaxArray, b: JaxArray) => JaxArray;

type Compiled<Args extends readonly unknown[], R> = ((...args: Args) => R) & { readonly dispose: () => void };

export type JaxDevice = 'wasm' | 'webgpu';

export interface Jax {
  readonly init: (device: JaxDevice) => Promise<readonly string[]>;
  readonly defaultDevice: (device: JaxDevice) => string;
  readonly jit: <Args extends readonly unknown[], R>(f: (...args: Args) => R) => Compiled<Args, R>;
  readonly valueAndGrad: (
    f: (params: readonly JaxArray[], ...rest: readonly JaxArray[]) => JaxArray,
  ) => (
    params: readonly JaxArray[],
    ...rest: readonly JaxArray[]
  ) => readonly [JaxArray, readonly JaxArray[]];
  readonly numpy: {
    readonly int32: unknown;
    readonly array: (
      data: Float32Array | Int32Array | readonly number[],
      options?: { readonly shape?: readonly number[]; readonly dtype?: unknown },
    ) => JaxArray;
    readonly matmul: Binary;
    readonly add: Binary;
    readonly multiply: Binary;
    readonly subtract: Binary;
    readonly negative: Unary;
    readonly tanh: Unary;
    readonly maximum: Binary;
    readonly concatenate: (xs: readonly JaxArray[], axis: number) => JaxArray;
    readonly stack: (xs: readonly JaxArray[], axis: number) => JaxArray;
    readonly take: (x: JaxArray, indices: JaxArray, axis: number) => JaxArray;
    readonly sum: (x: JaxArray, axis: number | null, options?: { readonly keepdims: boolean }) => JaxArray;
    readonly max: (
      x: JaxArray,
      axis: number | readonly number[],
      options?: { readonly keepdims: boolean },
    ) => JaxArray;
  };
  readonly nn: {
    readonly relu: Unary;
    readonly sigmoid: Unary;
    readonly logSoftmax: (x: JaxArray, axis: number) => JaxArray;
  };
  readonly lax: {
    readonly conv: (
      x: JaxArray,
      kernel: JaxArray,
      strides: readonly number[],
      padding: 'VALID' | 'SAME',
    ) => JaxArray;
    readonly reduceWindow: (
      x: JaxArray,
      computation: (window: JaxArray) => JaxArray,
      window: readonly number[],
      strides: readonly number[],
    ) => JaxArray;
  };
}
