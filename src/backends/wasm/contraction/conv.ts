/** The primitive `conv` as a contraction. */
import { stridesOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { dilated, windowCount } from '../../../tensor/shape-rules/contraction.ts';
import type { Contraction } from './spec.ts';

type Numbers = readonly number[];

/**
 * A convolution of an input to which padding (or cropping) and input dilation have been applied: x [N, …space, C], wherever
 * its elements are, and those of the kernel; the result [N, …space', O] is in row-major order. Rows are the places of the
 * output, inner axes those of the window, so that nothing is copied. Groups are a batch.
 *
 * @param params of which only strides, kernel dilation and groups are read
 * @param x with padding and input dilation, [N, …(space − 1) · input dilation + 1 + low + high, C]; strides in elements
 */
export const convContraction = (
  { strides, kernelDilation, groups }: Pick<Params['conv'], 'strides' | 'kernelDilation' | 'groups'>,
  [xShape, x]: readonly [shape: Numbers, strides: Numbers],
  [kernelShape, kernel]: readonly [shape: Numbers, strides: Numbers],
): Contraction => {
  const rank = strides.length;
  const at = (list: Numbers, i: number): number => list[i] ?? 0;
  const space = strides.map((stride, i) => ({
    stride,
    dilation: kernelDilation[i] ?? 1,
    window: at(kernelShape, i),
    places: windowCount(at(xShape, i + 1), dilated(at(kernelShape, i), kernelDilation[i] ?? 1), stride),
  }));
  const [channels, filters] = [at(kernelShape, rank), at(kernelShape, rank + 1)];
  const [toChannel, toFilter] = [at(x, rank + 1), at(kernel, rank + 1)];
  const out = stridesOf([at(xShape, 0), ...space.map(({ places }) => places), filters]);
  return {
    batch: [
      {
        size: groups,
        a: channels * toChannel,
        b: (filters / groups) * toFilter,
        c: filters / groups,
      },
    ],
    rows: [
      { size: at(xShape, 0), a: at(x, 0), c: at(out, 0) },
      ...space.map(({ places, stride }, i) => ({
        size: places,
        a: at(x, i + 1) * stride,
        c: at(out, i + 1),
      })),
    ],
    inner: [
      ...space.map(({ window, dilation }, i) => ({
        size: window,
        a: at(x, i + 1) * dilation,
        b: at(kernel, i),
      })),
      { size: channels, a: toChannel, b: at(kernel, rank) },
    ],
    columns: [{ size: filters / groups, b: toFilter, c: 1 }],
    init: 'zero',
  };
};
