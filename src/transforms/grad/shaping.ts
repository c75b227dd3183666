/** The transposes of what moves elements about, and of windows. Cotangents have elements: where none are, nothing flows. */
import { apply } from '../../tensor/apply.ts';
import { full, range, reshapeTo, sliceAxis, transposeBy } from '../../tensor/build.ts';
import type { Params } from '../../tensor/primitives.ts';
import { dilated } from '../../tensor/shape-rules/contraction.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';

type Ints = readonly number[];

export const inverse = (permutation: Ints): number[] =>
  range(permutation.length).map((i) => permutation.indexOf(i));

/** What was repeated is summed. */
export const unbroadcast = ({ shape, axes }: Params['broadcast'], x: AnyTensor, ct: AnyTensor): AnyTensor => {
  const over = range(shape.length).filter((i) => !axes.includes(i));
  return over.length === 0 ? reshapeTo(ct, x.shape) : apply('reduce', { op: 'sum', axes: over }, [ct]);
};

/** Back to their places, zeros elsewhere. */
export const unslice = ({ starts, strides }: Params['slice'], x: AnyTensor, ct: AnyTensor): AnyTensor => {
  const ends = ct.shape.map((n, i) => (starts[i] ?? 0) + dilated(n, strides[i] ?? 1));
  return apply(
    'pad',
    {
      low: starts,
      high: x.shape.map((n, i) => n - (ends[i] ?? 0)),
      interior: strides.map((stride) => stride - 1),
      value: 0,
    },
    [ct],
  );
};

/** What lies in the places of x. */
export const unpad = ({ low, interior }: Params['pad'], x: AnyTensor, ct: AnyTensor): AnyTensor =>
  x.shape.includes(0)
    ? full(x.shape, 0, 'f32')
    : apply(
        'slice',
        {
          starts: low,
          limits: x.shape.map((n, i) => (low[i] ?? 0) + dilated(n, (interior[i] ?? 0) + 1)),
          strides: interior.map((n) => n + 1),
        },
        [ct],
      );

/** The part of each input that is wanted. */
export const unconcat = (
  { axis }: Params['concat'],
  inputs: readonly AnyTensor[],
  ct: AnyTensor,
  wants: readonly boolean[],
): readonly (AnyTensor | undefined)[] => {
  let start = 0;
  return inputs.map((x, i) => {
    const from = start;
    start += x.shape[axis] ?? 0;
    return wants[i] === true ? sliceAxis(ct, axis, from, start) : undefined;
  });
};

/** x with `low` and `high` zeros more on each axis, or fewer of its elements where they are negative. */
const padOrCrop = (x: AnyTensor, low: Ints, high: Ints, interior: Ints): AnyTensor => {
  const atLeast0 = (list: Ints) => list.map((n) => Math.max(0, n));
  const padded = apply('pad', { low: atLeast0(low), high: atLeast0(high), interior, value: 0 }, [x]);
  return apply(
    'slice',
    {
      starts: low.map((n) => Math.max(0, -n)),
      limits: padded.shape.map((n, i) => n - Math.max(0, -(high[i] ?? 0))),
      strides: low.map(() => 1),
    },
    [padded],
  );
};

/** Sums over windows, back: every element gets the sum of the windows that it was in, which is a sum over windows. */
export const unwindow = (params: Params['reduceWindow'], x: AnyTensor, ct: AnyTensor): AnyTensor => {
  if (x.shape.includes(0)) return full(x.shape, 0, 'f32');
  const { window, dilation, strides, padding } = params;
  const extents = window.map((n, i) => dilated(n, dilation[i] ?? 1));
  const low = extents.map((n, i) => n - 1 - (padding[i]?.[0] ?? 0));
  const high = x.shape.map(
    (n, i) => n + (extents[i] ?? 1) - 1 - (low[i] ?? 0) - dilated(ct.shape[i] ?? 0, strides[i] ?? 1),
  );
  const spread = padOrCrop(
    ct,
    low,
    high,
    strides.map((n) => n - 1),
  );
  return apply(
    'reduceWindow',
    {
      op: 'sum',
      window,
      dilation,
      strides: window.map(() => 1),
      padding: window.map(() => [0, 0] as const),
    },
    [spread],
  );
};

export const untranspose = ({ permutation }: Params['transpose'], ct: AnyTensor): AnyTensor =>
  transposeBy(ct, inverse(permutation));
