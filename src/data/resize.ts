/**
 * Shrinking square grey pictures as Pillow's `BILINEAR` does (and so SciPy's old `imresize`, which the authors of
 * SyncMNIST used): a triangle filter as wide as the shrinkage, across and then down, each pass rounded to 8 bits.
 * It gives Pillow's numbers bit for bit.
 */

/** Weights are integers with this many bits after the point, as in Pillow. */
const precision = 22;

/** How one axis is resampled: output `o` is `Σ weights[o·taps + k] · input[first[o] + k]`. */
interface Taps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Int32Array;
}

const triangleTaps = (from: number, to: number): Taps => {
  const scale = from / to;
  const support = Math.max(scale, 1);
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const weights = new Int32Array(to * taps);
  for (let o = 0; o < to; o++) {
    const centre = (o + 0.5) * scale;
    const begin = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const triangle = Array.from({ length: end - begin }, (_, k) =>
      Math.max(0, 1 - Math.abs((begin + k - centre + 0.5) / support)),
    );
    const total = triangle.reduce((sum, weight) => sum + weight, 0);
    first[o] = begin;
    triangle.forEach((weight, k) => {
      weights[o * taps + k] = Math.trunc((weight / total) * 2 ** precision + 0.5);
    });
  }
  return { taps, first, weights };
};

/**
 * One pass: every row of the `rows`×`from` picture is resampled, and the result is written transposed, as
 * `to`×`rows`; two passes make the whole. Black rows, which most are, are passed over.
 */
const pass = (
  input: Uint8Array,
  rows: number,
  from: number,
  { taps, first, weights }: Taps,
  out: Uint8Array,
  at: number,
) => {
  const to = first.length;
  for (let row = 0; row < rows; row++) {
    const start = row * from;
    let lit = 0;
    for (let i = start; i < start + from; i++) lit |= input[i] ?? 0;
    for (let o = 0; o < to; o++) {
      let sum = 1 << (precision - 1);
      if (lit !== 0) {
        const begin = start + (first[o] ?? 0);
        // Beyond the end of the row the weights are 0.
        for (let k = 0; k < taps; k++) sum += (weights[o * taps + k] ?? 0) * (input[begin + k] ?? 0);
      }
      const level = sum >> precision;
      out[at + o * rows + row] = Math.min(level, 255);
    }
  }
};

/** Writes the resized picture to `out` from index `at` on. */
export type Resize = (input: Uint8Array, out: Uint8Array, at: number) => void;

/**
 * Makes the resizer of `from`×`from` pictures to `to`×`to`. It keeps one small buffer, so that resizing allocates
 * nothing.
 *
 * @example
 * ```ts
 * import { squareResizer } from 'thwc/data';
 * const shrink = squareResizer(2, 1);
 * const out = new Uint8Array(1);
 * shrink(Uint8Array.of(0, 100, 100, 200), out, 0);
 * console.log(out); // [100]
 * ```
 */
export const squareResizer = (from: number, to: number): Resize => {
  const taps = triangleTaps(from, to);
  const between = new Uint8Array(to * from);
  return (input, out, at) => {
    pass(input, from, from, taps, between, 0);
    pass(between, to, from, taps, out, at);
  };
};
