import { stridesOf } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';
import { at, type NdArray } from './array.ts';
import { choices, multiples, scaled, sums } from './offsets.ts';
import { multiply } from './product.ts';

type Numbers = readonly number[];

/**
 * The places of the output along one axis at which the same taps of the kernel fall on elements of the input: the
 * inside of an image is one such view, and every place near an edge another. With a dilated input the places take
 * turns: each view sees those taps that do not fall between elements.
 */
interface View {
  readonly taps: Numbers;
  /** For each tap, how far the element under it is from that under the first tap: the same at every place. */
  readonly steps: Numbers;
  readonly places: number[];
  /** For each place, the element under the first tap. */
  readonly origins: number[];
}

/** The views along axis i of the space. Every place of the output is in one of them. */
const viewsAlong = (
  { strides, padding, inputDilation, kernelDilation }: Params['conv'],
  i: number,
  [input, window, output]: readonly [number, number, number],
): readonly View[] => {
  const views = new Map<string, View>();
  for (let place = 0; place < output; place++) {
    const [taps, elements]: [number[], number[]] = [[], []];
    for (let tap = 0; tap < window; tap++) {
      const position = place * at(strides, i) + tap * at(kernelDilation, i) - (padding[i]?.[0] ?? 0);
      const element = position / at(inputDilation, i);
      if (!Number.isInteger(element) || element < 0 || element >= input) continue;
      taps.push(tap);
      elements.push(element);
    }
    const origin = elements[0] ?? 0;
    const key = taps.join();
    const view = views.get(key) ?? { taps, steps: elements.map((e) => e - origin), places: [], origins: [] };
    view.places.push(place);
    view.origins.push(origin);
    views.set(key, view);
  }
  return [...views.values()];
};

/**
 * Cross-correlation by its definition: every output is a sum over the taps of the window that fall on the input, and
 * over the channels of the group. Outputs of one view have the same taps, so they are one product of matrices: the
 * patches of the input, and the filters.
 */
export const conv = (
  params: Params['conv'],
  [x, kernel]: readonly [NdArray, NdArray],
  out: NdArray,
): void => {
  const rank = params.strides.length;
  const [images, inner, filters] = [at(x.shape, 0), at(kernel.shape, rank), at(kernel.shape, rank + 1)];
  const perGroup = filters / params.groups;
  const kernelStrides = stridesOf(kernel.shape);
  const [xImage = 0, ...xStrides] = stridesOf(x.shape);
  const [outImage = 0, ...outStrides] = stridesOf(out.shape);
  const views = params.strides.map((_, i) =>
    viewsAlong(params, i, [at(x.shape, i + 1), at(kernel.shape, i), at(out.shape, i + 1)]),
  );
  for (const view of choices(views)) {
    /** What the view lists for each axis, as offsets. */
    const along = (of: (axis: View) => Numbers, strides: Numbers) =>
      view.map((axis, i) => scaled(of(axis), at(strides, i)));
    multiply(
      {
        data: x.data,
        starts: multiples(params.groups, inner),
        rows: sums([multiples(images, xImage), ...along((axis) => axis.origins, xStrides)]),
        columns: sums([...along((axis) => axis.steps, xStrides), multiples(inner, 1)]),
      },
      {
        data: kernel.data,
        starts: multiples(params.groups, perGroup),
        rows: multiples(perGroup, 1),
        columns: sums([...along((axis) => axis.taps, kernelStrides), multiples(inner, filters)]),
      },
      {
        data: out.data,
        starts: multiples(params.groups, perGroup),
        rows: sums([multiples(images, outImage), ...along((axis) => axis.places, outStrides)]),
        columns: multiples(perGroup, 1),
      },
    );
  }
};
