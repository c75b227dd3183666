/**
 * Layers as plain values, and combinators that make layers of layers.
 *
 * @module thwc/nn
 */
export { type BatchNorm, type BatchNormOptions, type BatchNormParams, batchNorm } from './batch-norm.ts';
export type { Cell, CellInput, CellOutput } from './cell.ts';
export {
  type Conv,
  type ConvLayerOptions,
  type ConvParams,
  conv1d,
  conv2d,
  conv3d,
  type KernelShape,
} from './conv.ts';
export { type Dense, type DenseParams, dense, type WeightOptions } from './dense.ts';
export { describe, type ParameterRow, parameterCount, parameterTable } from './describe.ts';
export { dropout } from './dropout.ts';
export { type Flatten, flatten, flattenFrom } from './flatten.ts';
export { foldTimes } from './fold-times.ts';
export * as initialisers from './initialisers/index.ts';
export type { Initialiser } from './initialisers/initialiser.ts';
export { type Key, type Layer, layer, type NoParams, type Spec, type Trained } from './layer.ts';
export {
  type LastDims,
  type LayerNorm,
  type LayerNormOptions,
  type LayerNormParams,
  layerNorm,
} from './layer-norm.ts';
export { type GatesOf, type LstmParams, type LstmState, lstmCell } from './lstm.ts';
export { type Lstm, type LstmOptions, lstm } from './lstm-layer.ts';
export { type Mlp, type MlpOptions, type MlpParams, mlp } from './mlp.ts';
export {
  checkNamedParameters,
  fromNamedParameters,
  type LeafOf,
  namedParameters,
  type ParameterMisfit,
  type ValuesLike,
} from './named-parameters.ts';
export { outputSpec } from './output-spec.ts';
export { overAxis, type SliceOf } from './over-axis.ts';
export { parallel } from './parallel.ts';
export { avgPool1d, avgPool2d, avgPool3d, maxPool1d, maxPool2d, maxPool3d, type Pool } from './pool.ts';
export { activation, type Elementwise, pure } from './pure.ts';
export { repeat } from './repeat.ts';
export { residual } from './residual.ts';
export { scanOverTime } from './scan-over-time.ts';
export { sequence } from './sequence.ts';
export type { ShapeKeeping } from './shape-keeping.ts';
export { type Builder, type SpecOf, spec, type TensorOf } from './spec.ts';
export { steps } from './steps.ts';
export { type Use, use } from './use.ts';
