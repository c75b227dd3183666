/**
 * Tensors that know their shape: descriptions of computations, typed by their sizes, and the programs made
 * of them.
 *
 * @module thwc
 */
export {
  BackendFailure,
  type CompileOptions,
  compile,
  compileTask,
  evaluate,
  type ValueArgs,
} from './compile/compile.ts';
export { findNaN } from './compile/find-nan.ts';
export { programOf } from './compile/program.ts';
export type * from './shape-types/index.ts';
export type { Application } from './tensor/application.ts';
export type { Aval } from './tensor/aval.ts';
export type { Backend, BackendError, BackendOptions, Executable, PlannedMemory } from './tensor/backend.ts';
export { checkpoint } from './tensor/checkpoint.ts';
export { customGradient } from './tensor/custom-gradient.ts';
export type { DType, TypedArrayOf } from './tensor/dtype.ts';
export { TensorError, within } from './tensor/error.ts';
export { type LeafFunction, mapTree } from './tensor/map-tree.ts';
export * from './tensor/ops/index.ts';
export type { Params, Primitive } from './tensor/primitives.ts';
export type { Equation, Program } from './tensor/program.ts';
export {
  fold,
  type LengthOf,
  type Save,
  type ScanOptions,
  type Slices,
  type Stacked,
  scan,
} from './tensor/scan.ts';
export { stopGradient } from './tensor/stop-gradient.ts';
export type { AnyTensor, Sizes, Tensor } from './tensor/tensor.ts';
export { flattenTensors, flattenValues, type Tensors, unflatten, type Values } from './tensor/tree.ts';
export type { AnyValue, Value } from './tensor/value.ts';
export {
  type Axis,
  axis,
  type Nested,
  type NestedOf,
  type NestedShape,
  type ShapeOf,
  type Sized,
  toNested,
  value,
  valueFrom,
} from './tensor/values.ts';
export { type Cost, type CostOptions, costOf, showCost } from './transforms/cost/index.ts';
export {
  type GradOptions,
  grad,
  type Jacobian,
  type JacobianOptions,
  jacobian,
  jvp,
  valueAndGrad,
  vjp,
} from './transforms/grad/index.ts';
export { tapMessages } from './transforms/inspect/messages.ts';
export type { NonFinite } from './transforms/inspect/non-finite.ts';
export { type OptimiseOptions, optimise } from './transforms/optimise/index.ts';
export {
  type ParseError,
  parseProgram,
  type ShowOptions,
  showProgram,
  toDot,
  toMermaid,
} from './transforms/print/index.ts';
export { simplify, verifyProgram } from './transforms/simplify/index.ts';
export { type Batched, type VmapAxes, vmap } from './transforms/vmap/vmap.ts';
