/** What is used of TensorFlow.js: its own types are there only where it is installed. */
export interface TfTensor {
  readonly shape: readonly number[];
  readonly dataSync: () => Float32Array;
  readonly data: () => Promise<Float32Array>;
}

/** Reads a result's numbers. */
export type ReadTensor = (x: TfTensor) => Promise<Float32Array>;

interface Fused {
  readonly bias?: TfTensor;
  readonly activation?: 'relu' | 'linear';
}

type Unary = (x: TfTensor) => TfTensor;
type Binary = (a: TfTensor, b: TfTensor) => TfTensor;
type Tree = TfTensor | readonly TfTensor[] | { readonly [name: string]: TfTensor };

export interface Tfjs {
  readonly version_core: string;
  readonly setWasmPaths: (folder: string) => void;
  readonly setBackend: (name: string) => Promise<boolean>;
  readonly ready: () => Promise<void>;
  readonly tensor: (data: Float32Array, shape: readonly number[]) => TfTensor;
  readonly tensor1d: (data: readonly number[], dtype: 'int32') => TfTensor;
  readonly variable: (
    x: TfTensor,
    trainable: boolean,
    name: string,
  ) => TfTensor & { readonly assign: (x: TfTensor) => void };
  readonly matMul: Binary;
  readonly add: Binary;
  readonly mul: Binary;
  readonly sub: Binary;
  readonly relu: Unary;
  readonly sigmoid: Unary;
  readonly tanh: Unary;
  readonly neg: Unary;
  readonly logSoftmax: Unary;
  readonly reshape: (x: TfTensor, shape: readonly number[]) => TfTensor;
  readonly expandDims: (x: TfTensor, axis: number) => TfTensor;
  readonly slice: (x: TfTensor, begin: readonly number[], size: readonly number[]) => TfTensor;
  readonly stack: (xs: readonly TfTensor[], axis: number) => TfTensor;
  readonly concat: (xs: readonly TfTensor[], axis: number) => TfTensor;
  readonly gather: (x: TfTensor, indices: TfTensor, axis: number) => TfTensor;
  readonly sum: (x: TfTensor, axis?: number, keep?: boolean) => TfTensor;
  readonly mean: (x: TfTensor) => TfTensor;
  readonly conv2d: (x: TfTensor, filter: TfTensor, strides: number, pad: 'valid' | 'same') => TfTensor;
  readonly maxPool: (x: TfTensor, window: number, strides: number, pad: 'valid') => TfTensor;
  readonly fused: {
    readonly matMul: (options: Fused & { readonly a: TfTensor; readonly b: TfTensor }) => TfTensor;
    readonly conv2d: (
      options: Fused & {
        readonly x: TfTensor;
        readonly filter: TfTensor;
        readonly strides: number;
        readonly pad: 'valid' | 'same';
      },
    ) => TfTensor;
  };
  readonly tidy: <A>(f: () => A) => A;
  readonly keep: Unary;
  readonly dispose: (tree: Tree) => void;
  readonly disposeVariables: () => void;
  readonly variableGrads: (f: () => TfTensor) => {
    readonly value: TfTensor;
    readonly grads: { readonly [name: string]: TfTensor };
  };
}
