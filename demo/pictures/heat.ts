/** Numbers as colours, and the bar that says which colour is which number. */
import { type Bitmap, pixelImage } from './raster.ts';
import { group, text } from './svg.ts';
import { colour, ramp } from './theme.ts';

/** Sizes [rows][columns] as colours. */
export function heat(rows: readonly (readonly number[])[], high: number): Bitmap {
  const pixels = rows.flatMap((row) => row.flatMap((size) => ramp(high === 0 ? 0 : size / high)));
  return { data: Uint8Array.from(pixels), height: rows.length, width: rows[0]?.length ?? 0, channels: 3 };
}

export const colourBarWidth = 180;

/** The whole ramp at the right end of a picture's head, with what it stands for and its two ends. */
export function colourBar(right: number, title: string, [low, high]: readonly [string, string]): string {
  const width = colourBarWidth;
  const swatch = heat([Array.from({ length: 60 }, (_, i) => i / 59)], 1);
  return group(
    {},
    text(right - width, 54, title, { size: 13, fill: colour.muted }),
    pixelImage(swatch, 3, { x: right - width, y: 64, width, height: 10 }),
    text(right - width, 92, low, { size: 13, fill: colour.muted }),
    text(right, 92, high, { size: 13, fill: colour.muted, anchor: 'end' }),
  );
}
