import type { Aval } from '../../tensor/aval.ts';
import type { Params } from '../../tensor/primitives.ts';

/** start, start + step, …: so many numbers. */
interface Progression {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** How many of a progression are cells: multiples of `dilation` from 0 on, `cells` of them. */
const cellsAmong = ({ start, step, count }: Progression, cells: number, dilation: number): number => {
  const first = Math.max(0, Math.ceil(-start / step));
  const last = Math.min(count - 1, Math.floor(((cells - 1) * dilation - start) / step));
  // Which are multiples repeats with a period of `dilation` at most.
  return range(dilation)
    .filter((i) => (start + (first + i) * step) % dilation === 0)
    .reduce((n, i) => n + Math.max(0, Math.floor((last - first - i) / dilation) + 1), 0);
};

/**
 * How many products a convolution computes: pairs of a tap of the kernel and a cell of x that meet at some place of the window. Taps
 * on the padding and in the holes that `inputDilation` makes meet nothing.
 *
 * Along each axis one counts alone; so a convolution and the two that are its gradients, by x and by the kernel, have the
 * same products.
 */
export const productsOf = (
  { strides, padding, inputDilation, kernelDilation }: Params['conv'],
  x: Aval,
  kernel: Aval,
  out: Aval,
): number => {
  const along = strides.map((stride, i) => {
    const [cells = 0, taps = 0, places = 0] = [x.shape[i + 1], kernel.shape[i], out.shape[i + 1]];
    const [low, holes, spread] = [padding[i]?.[0] ?? 0, inputDilation[i] ?? 1, kernelDilation[i] ?? 1];
    const byTaps = { count: taps, step: spread };
    const byPlaces = { count: places, step: stride };
    // The longer of the two at once, for each of the shorter: either may be as long as a clip.
    const [few, many] = taps < places ? [byTaps, byPlaces] : [byPlaces, byTaps];
    return range(few.count)
      .map((n) => cellsAmong({ ...many, start: n * few.step - low }, cells, holes))
      .reduce((sum, n) => sum + n, 0);
  });
  const [inner = 0, filters = 0] = kernel.shape.slice(-2);
  return along.reduce((n, meetings) => n * meetings, (x.shape[0] ?? 0) * inner * filters);
};
