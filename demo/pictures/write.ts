/** The only place that touches the disk. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svgToPng } from './raster.ts';

/**
 * Writes pictures into a folder (made when missing) and returns their paths. SVG text under a name that ends in
 * `.png` is rasterised first.
 */
export function writePictures(
  folder: string,
  pictures: Readonly<Record<string, string | Uint8Array>>,
): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return Object.entries(pictures).map(([name, picture]) => {
    const path = join(folder, name);
    writeFileSync(path, typeof picture === 'string' && name.endsWith('.png') ? svgToPng(picture) : picture);
    return path;
  });
}
