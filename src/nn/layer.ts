import type { Shape } from '../shape-types/dim.ts';
import type { DType } from '../tensor/dtype.ts';
import { currentPath, within } from '../tensor/error.ts';
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
  /** Makes the parameters, from a random key. */
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

/** The parameters of a layer that has none. */
export type NoParams = readonly [];

/**
 * A layer that behaves the same in training.
 *
 * @example
 * ```ts
 * import { mul, ones, type Tensor } from 'thwc';
 * import { layer } from 'thwc/nn';
 * const scale = layer('scale', () => ({ by: ones([8]) }), ({ by }, x: Tensor<['batch', 8]>) => mul(x, by));
 * ```
 */
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

/** A layer without parameters that behaves the same in training. */
export const plain = <In, Out>(name: string, f: (x: In) => Out): Layer<NoParams, In, Out> =>
  layer<NoParams, In, Out>(
    name,
    () => [],
    (_, x) => f(x),
  );

/**
 * A layer made of others. They are named by it (`2 conv2d`); its own name stands in front of them only where
 * nothing around it names it already, so that paths read `sequence / 2 conv2d`.
 */
export const composite = <Params, In, Out>({
  name,
  init,
  apply,
  train,
}: Layer<Params, In, Out>): Layer<Params, In, Out> => {
  const named = <A>(f: () => A): A => (currentPath().length === 0 ? within(name, f) : f());
  return {
    name,
    init: (key) => named(() => init(key)),
    apply: (params, x) => named(() => apply(params, x)),
    train: (params, x, key) => named(() => train(params, x, key)),
  };
};

/** A layer that errors and listings name by its place in another. */
export const labelled = <Params, In, Out>(
  label: string,
  { name, init, apply, train }: Layer<Params, In, Out>,
): Layer<Params, In, Out> => ({
  name,
  init: (key) => within(label, () => init(key)),
  apply: (params, x) => within(label, () => apply(params, x)),
  train: (params, x, key) => within(label, () => train(params, x, key)),
});
