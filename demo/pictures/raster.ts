/** SVG to pixels and PNG, with the fonts named explicitly: the same picture on every machine. */
import { createRequire } from 'node:module';
import { type RenderedImage, Resvg } from '@resvg/resvg-js';
import { encode } from 'fast-png';
import { el } from './svg.ts';

const { resolve } = createRequire(import.meta.url);

const fontFiles = ['DejaVuSans', 'DejaVuSans-Bold', 'DejaVuSansMono', 'DejaVuSansMono-Bold'].map((name) =>
  resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`),
);

function render(svg: string, width?: number): RenderedImage {
  return new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'DejaVu Sans' },
    fitTo: width === undefined ? { mode: 'original' } : { mode: 'width', value: width },
  }).render();
}

/** PNG bytes of a picture, `width` pixels wide (as wide as the SVG says when left out). */
export const svgToPng = (svg: string, width?: number): Uint8Array =>
  new Uint8Array(render(svg, width).asPng());

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export function svgToPixels(svg: string, width?: number): Pixels {
  const image = render(svg, width);
  return { width: image.width, height: image.height, rgba: new Uint8Array(image.pixels) };
}

/** Bytes [height, width, channels]: 1 channel is grey (the default), 3 RGB, 4 RGBA. */
export interface Bitmap {
  readonly data: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly channels?: number;
}

function pngDataUri(data: Uint8Array, height: number, width: number, channels = 1): string {
  const png = encode({ width, height, data, channels, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** Every pixel of [height, width, channels] as a zoom × zoom square. */
function enlarge(data: Uint8Array, width: number, channels: number, zoom: number): Uint8Array {
  const line = width * zoom * channels;
  return Uint8Array.from({ length: data.length * zoom * zoom }, (_, i) => {
    const row = Math.floor(Math.floor(i / line) / zoom);
    const col = Math.floor(Math.floor((i % line) / channels) / zoom);
    return data[(row * width + col) * channels + (i % channels)] ?? 0;
  });
}

export interface ImageBox {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly opacity?: number;
  readonly transform?: string;
}

/**
 * A small image drawn large with square pixels. It is embedded already enlarged by `zoom`: not every renderer
 * honours `image-rendering: pixelated`.
 */
export const pixelImage = (image: Bitmap, zoom: number, box: ImageBox): string =>
  el('image', {
    ...box,
    href: pngDataUri(
      enlarge(image.data, image.width, image.channels ?? 1, zoom),
      image.height * zoom,
      image.width * zoom,
      image.channels,
    ),
    preserveAspectRatio: 'none',
    style: 'image-rendering:pixelated',
  });
