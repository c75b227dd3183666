import type { Shape } from '../shape-types/dim.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer, NoParams, Spec } from './layer.ts';

/** Builds a layer without parameters that keeps every shape. */
export type ShapeKeeping = <S extends Shape>(input: Spec<S>) => Layer<NoParams, Tensor<S>, Tensor<S>>;
