import type { Tensor } from '../../tensor/tensor.ts';
import type { ShapeOf, Sized } from '../../tensor/values.ts';
import type { Key } from '../layer.ts';

/** How parameters begin: a tensor of any shape from a key. The same key and shape give the same numbers. */
export type Initialiser = <const Z extends Sized>(key: Key, shape: Z) => Tensor<ShapeOf<Z>>;
