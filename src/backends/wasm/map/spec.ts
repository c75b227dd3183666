/** Fused elementwise work as data: what is loaded, computed, stored and folded at every index of a box. */
import type { DType } from '../../../tensor/dtype.ts';
import type { BinaryOp, ReduceOp, UnaryOp } from '../../../tensor/primitives.ts';

/** Where an operand comes from: memory, an operation before, or a number known while compiling. */
export type Source =
  | { readonly kind: 'leaf'; readonly index: number }
  | { readonly kind: 'node'; readonly index: number }
  | { readonly kind: 'splat'; readonly value: number; readonly dtype: DType };

/** What is done with operands. `copy` changes nothing. */
export type MapOp =
  | { readonly kind: 'unary'; readonly op: UnaryOp }
  | { readonly kind: 'binary'; readonly op: BinaryOp }
  | { readonly kind: 'select' }
  | { readonly kind: 'convert'; readonly from: DType; readonly to: DType }
  | { readonly kind: 'copy' };

export interface MapNode {
  readonly op: MapOp;
  /** Of the operands (of the last two, for `select`). */
  readonly dtype: DType;
  readonly sources: readonly Source[];
}

/** An array that is walked by strides (in elements) along the axes of the box. */
export interface Walked {
  readonly dtype: DType;
  readonly strides: readonly number[];
}

export interface Store extends Walked {
  readonly source: Source;
}

/** A reduction: over the axes along which its result's stride is 0. */
export interface Fold extends Store {
  readonly op: ReduceOp;
}

/** Pointers in the order: leaves, stores, folds. */
export interface MapSpec {
  readonly sizes: readonly number[];
  readonly leaves: readonly Walked[];
  readonly nodes: readonly MapNode[];
  readonly stores: readonly Store[];
  readonly folds: readonly Fold[];
}

export const arraysOf = ({ leaves, stores, folds }: MapSpec): readonly Walked[] => [
  ...leaves,
  ...stores,
  ...folds,
];

/** The same work along other axes. */
export const withAxes = (
  spec: MapSpec,
  axes: readonly { readonly size: number; readonly strides: readonly number[] }[],
): MapSpec => {
  const stridesOf = (array: number) => axes.map(({ strides }) => strides[array] ?? 0);
  const { leaves, stores, folds } = spec;
  return {
    ...spec,
    sizes: axes.map(({ size }) => size),
    leaves: leaves.map((leaf, i) => ({ ...leaf, strides: stridesOf(i) })),
    stores: stores.map((store, i) => ({ ...store, strides: stridesOf(leaves.length + i) })),
    folds: folds.map((fold, i) => ({ ...fold, strides: stridesOf(leaves.length + stores.length + i) })),
  };
};

/** The axes of the box, with the strides of all arrays. */
export const axesOf = (spec: MapSpec) => {
  const arrays = arraysOf(spec);
  return spec.sizes.map((size, axis) => ({ size, strides: arrays.map(({ strides }) => strides[axis] ?? 0) }));
};

/** About how many simple operations an element takes. */
export const workOf = ({ leaves, nodes, stores, folds }: MapSpec): number =>
  2 * (leaves.length + stores.length + folds.length) +
  nodes.reduce((sum, { op }) => sum + (op.kind === 'unary' ? 10 : 1), 0);
