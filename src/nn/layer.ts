import type { Shape } from '../shape-types/dim.ts';
import type { DType } from '../tensor/dtype.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** A key of random draws. */
export type Key = Tensor<[2], 'i32'>;

/** The result of a layer in training: what it gives, and its parameters with running statistics moved on. */
export interface Trained<Params, Out> {
  readonly out: Out;
  readonly params: Params;
}

/**
 * A layer as a plain value: how to make its parameters from a random key, and what it does with them.
 * Parameters are plain typed trees of tensors; nothing is stored in the layer.
 */
export interface Layer<Params, In, Out> {
  /** Names the layer in errors and listings. */
  readonly name: string;
  readonly init: (key: Key) => Params;
  /** What the layer does once trained: dropout keeps everything, batch norm uses its running statistics. */
  readonly apply: (params: Params, x: In) => Out;
  /** What it does in training, with a key for its random draws. */
  readonly train: (params: Params, x: In, key: Key) => Trained<Params, Out>;
}

/** What a layer is built for: the shape (symbols for sizes fixed at run time) and dtype of its input. */
export interface Spec<S extends Shape = Shape, D extends DType = 'f32'> {
  readonly shape: S;
  readonly dtype: D;
}

/** A layer that behaves the same in training. */
export const layer = <Params, In, Out>(
  name: string,
  init: (key: Key) => Params,
  apply: (params: Params, x: In) => Out,
): Layer<Params, In, Out> => ({
  name,
  init,
  apply,
  train: (params, x) => ({ out: apply(params, x), params }),
});
