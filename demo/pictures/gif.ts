/** Pictures of one size, one after another, as an endless animated GIF. */
import { createRequire } from 'node:module';
import { type Pixels, svgToPixels } from './raster.ts';

// gifenc is a CommonJS bundle; `require` gives it the same shape under node, tsx and vitest.
const { GIFEncoder, applyPalette, quantize }: typeof import('gifenc') = createRequire(import.meta.url)(
  'gifenc',
);

/** Pixels the palette is chosen from: enough for good colours, few enough to stay quick. */
const sampleSize = 400_000;

/** One palette for the whole animation, so that the still parts do not flicker. */
function sample(images: readonly Pixels[]): Uint8Array {
  const total = images.reduce((sum, image) => sum + pixelCount(image), 0);
  const stride = Math.max(1, Math.floor(total / sampleSize));
  const bytes = new Uint8Array(
    4 * images.reduce((sum, image) => sum + Math.ceil(pixelCount(image) / stride), 0),
  );
  let to = 0;
  for (const image of images) {
    for (let from = 0; from < pixelCount(image); from += stride) {
      bytes.set(image.rgba.subarray(from * 4, from * 4 + 4), to);
      to += 4;
    }
  }
  return bytes;
}

const pixelCount = ({ width, height }: Pixels): number => width * height;

/** Rasterises every SVG at `width` and shows each for `delay` milliseconds, the last one `hold` times as long. */
export function animate(
  svgs: readonly string[],
  width: number | undefined,
  delay: number,
  hold = 3,
): Uint8Array {
  const images = svgs.map((svg) => svgToPixels(svg, width));
  const palette = quantize(sample(images), 256);
  const encoder = GIFEncoder();
  for (const [i, image] of images.entries()) {
    encoder.writeFrame(applyPalette(image.rgba, palette), image.width, image.height, {
      palette,
      delay: i === images.length - 1 ? delay * hold : delay,
      repeat: 0,
    });
  }
  encoder.finish();
  return encoder.bytes();
}
