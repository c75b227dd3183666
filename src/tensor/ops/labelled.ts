/**
 * Tensors whose axes have names, and their products: what `matmul`, `tensordot` and `einsum` are made of.
 */
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';

export interface Labelled {
  readonly x: AnyTensor;
  /** One for each axis, no two equal. */
  readonly labels: readonly string[];
}

/** The size of the axis with a label, which must be there. */
export const sizeAt = ({ x, labels }: Labelled, label: string): number => x.shape[labels.indexOf(label)] ?? 1;

/** The axes in another order. */
export const orderAs = ({ x, labels }: Labelled, order: readonly string[]): AnyTensor =>
  build.transposeBy(
    x,
    order.map((label) => labels.indexOf(label)),
  );

/** Sums over the axes whose labels are not kept. */
export const sumOut = ({ x, labels }: Labelled, keep: (label: string) => boolean): Labelled => ({
  x: build.reduce('sum', 'sum', x, { axes: labels.flatMap((label, axis) => (keep(label) ? [] : [axis])) }),
  labels: labels.filter(keep),
});

/** Drops the axes whose labels are named; they have size 1. */
export const dropLabels = ({ x, labels }: Labelled, drop: (label: string) => boolean): Labelled => ({
  x: build.dropAxes(
    x,
    labels.flatMap((label, axis) => (drop(label) ? [axis] : [])),
  ),
  labels: labels.filter((label) => !drop(label)),
});

/** Spreads the axes over more labels, the new ones of size 1: ready to broadcast. */
const spread = (a: Labelled, labels: readonly string[]): AnyTensor => {
  const own = labels.filter((label) => a.labels.includes(label));
  return build.reshapeTo(
    orderAs(a, own),
    labels.map((label) => (own.includes(label) ? sizeAt(a, label) : 1)),
  );
};

/**
 * The product of two, summed over the labels that are not in `keep`. The result's labels are those on both, those
 * on `a` only, those on `b` only.
 */
export const contract = (a: Labelled, b: Labelled, keep: ReadonlySet<string>): Labelled => {
  const left = sumOut(a, (label) => keep.has(label) || b.labels.includes(label));
  const right = sumOut(b, (label) => keep.has(label) || a.labels.includes(label));
  const onBoth = left.labels.filter((label) => right.labels.includes(label));
  const batch = onBoth.filter((label) => keep.has(label));
  const contracted = onBoth.filter((label) => !keep.has(label));
  const labels = [
    ...batch,
    ...left.labels.filter((label) => !onBoth.includes(label)),
    ...right.labels.filter((label) => !onBoth.includes(label)),
  ];
  const axesOf = (operand: Labelled, wanted: readonly string[]) =>
    wanted.map((label) => operand.labels.indexOf(label));
  const x =
    contracted.length === 0
      ? build.binary('mul', spread(left, labels), spread(right, labels))
      : apply(
          'dot',
          {
            aBatch: axesOf(left, batch),
            bBatch: axesOf(right, batch),
            aContract: axesOf(left, contracted),
            bContract: axesOf(right, contracted),
          },
          [left.x, right.x],
        );
  return { x, labels };
};
