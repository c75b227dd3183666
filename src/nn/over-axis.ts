import type { DimAt, RemoveAxis } from '../shape-types/axis.ts';
import type { Shape } from '../shape-types/dim.ts';
import type { Check, ShapeError } from '../shape-types/error.ts';
import * as build from '../tensor/build.ts';
import { TensorError } from '../tensor/error.ts';
import { splitKey } from '../tensor/ops/random.ts';
import type { Result } from '../tensor/result.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { flattenTensors, unflatten } from '../tensor/tree.ts';
import { type Batched, vmap } from '../transforms/vmap/vmap.ts';
import { type AnyBuilder, type UntypedLayer, untyped } from './chain.ts';
import { composite, type Key, type Layer, labelled, type Spec, type Trained } from './layer.ts';
import { type Moving, movingLeaves } from './moving.ts';
import { showSpec } from './spec.ts';

/** The shape of one slice along an axis. */
export type SliceOf<S extends Shape, Axis extends number> =
  RemoveAxis<S, Axis, 'overAxis: axis out of range'> extends infer R ? (R extends Shape ? R : Shape) : never;

/** What the slices' results are with the axis put back. */
type Along<Out, S extends Shape, Axis extends number> =
  RemoveAxis<S, Axis, 'overAxis: axis out of range'> extends ShapeError<string>
    ? Result<RemoveAxis<S, Axis, 'overAxis: axis out of range'>>
    : Batched<Out, DimAt<S, Axis>, Axis>;

/**
 * One layer for every slice along an axis, as if in a loop: the layer never sees the axis. Results have it at the same
 * place. In training each slice has a key of its own, and running statistics move to the mean over the slices.
 *
 * @param axis counted from the front, or (negative) from the end
 * @throws TensorError when the input has no such axis
 * @example
 * ```ts
 * import { conv1d, overAxis, sequence, spec } from 'thwc/nn';
 * // The same convolution over time for each of 14 nodes.
 * const overTime = sequence(spec(['batch', 10, 14, 512]), overAxis(2, conv1d({ filters: 64, window: 3 })));
 * ```
 */
export function overAxis<Axis extends number, S extends Shape, Params, Out>(
  axis: Axis,
  f: (input: Spec<SliceOf<S, Axis>>) => Layer<Params, Tensor<SliceOf<S, Axis>>, Out>,
): (
  input: Spec<S> & Check<RemoveAxis<S, Axis, 'overAxis: axis out of range'>>,
) => Layer<Params, Tensor<S>, Along<Out, S, Axis>>;
export function overAxis(axis: number, f: AnyBuilder): unknown {
  return (input: Spec) => mapped(axisOf(axis, input), untyped(f)(withoutAxis(axis, input)));
}

const axisOf = (axis: number, input: Spec): number => {
  const rank = input.shape.length;
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  throw new TensorError('overAxis', `the spec ${showSpec(input)} has no axis ${axis}`);
};

const withoutAxis = (axis: number, input: Spec): Spec => ({
  ...input,
  shape: input.shape.toSpliced(axisOf(axis, input), 1),
});

/** The results have the axis first: brings it to its place. */
const toPlace = (tree: unknown, axis: number): unknown => {
  const { leaves, structure } = flattenTensors(tree, 'what the layer gives');
  return unflatten(
    structure,
    leaves.map((x) => build.moveAxis(x, 0, axis)),
  );
};

const mapped = (axis: number, built: UntypedLayer): Layer<unknown, Tensor, unknown> => {
  const inner = labelled(built.name, built);
  return composite<unknown, Tensor, unknown>({
    name: 'overAxis',
    init: inner.init,
    apply: (params, x) => toPlace(vmap((one: unknown) => inner.apply(params, one), { in: [axis] })(x), axis),
    train: (params, x, key) => trainMapped(axis, inner, params, x, key),
  });
};

const trainMapped = (
  axis: number,
  inner: UntypedLayer,
  params: unknown,
  x: Tensor,
  key: Key,
): Trained<unknown, unknown> => {
  const found: { moving?: Moving } = {};
  const step = (one: unknown, own: Key) => {
    const trained = inner.train(params, one, own);
    found.moving = movingLeaves('overAxis', params, trained.params);
    return { out: trained.out, moved: found.moving.of(trained.params) };
  };
  const { out, moved } = vmap(step, { in: [axis, 0] })(x, splitKey(key, x.shape[axis] ?? 0));
  const means = moved.map((each) => build.mean('overAxis', each, { axes: 0 }));
  return { out: toPlace(out, axis), params: found.moving?.replace(params, means) ?? params };
};
