/** RSTG's node creation on one grey frame: the mean over each cell of an s×s grid, fractional pixels counted in part. */
import type { Bitmap } from './raster.ts';

/** How much of pixel i output cell o covers, when n_in pixels become n_out cells. */
const overlap = (i: number, o: number, inputs: number, outputs: number): number =>
  Math.max(0, Math.min(i + 1, ((o + 1) * inputs) / outputs) - Math.max(i, (o * inputs) / outputs));

export function cellMeans({ data, height, width }: Bitmap, scale: number): readonly number[] {
  const area = (height * width) / scale ** 2;
  return Array.from({ length: scale ** 2 }, (_, cell) => {
    const [row, col] = [Math.floor(cell / scale), cell % scale];
    const sum = data.reduce((total, value, i) => {
      const share = value === 0 ? 0 : overlap(Math.floor(i / width), row, height, scale);
      return share === 0 ? total : total + value * share * overlap(i % width, col, width, scale);
    }, 0);
    return sum / area;
  });
}
