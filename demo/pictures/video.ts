/** The plain data a video picture is drawn from. */
import type { Bitmap } from './raster.ts';
import { el } from './svg.ts';
import { colour } from './theme.ts';

/** One digit of a video: where the top left corner of its box is in every frame, in pixels of the frame. */
export interface DigitTrack {
  readonly digit: number;
  /** Side of its box, in pixels of the frame. */
  readonly size: number;
  readonly path: readonly { readonly row: number; readonly col: number }[];
  /** Whether it is one of the two digits that move together. */
  readonly pair: boolean;
}

export interface Video {
  /** Grey bytes [T, height, width]. */
  readonly frames: Uint8Array;
  readonly label: string;
  /** A second, quieter line under the label. */
  readonly note?: string;
  readonly digits?: readonly DigitTrack[];
  /** 64 when left out. */
  readonly height?: number;
  /** 64 when left out. */
  readonly width?: number;
}

export interface Frames {
  readonly height: number;
  readonly width: number;
  readonly count: number;
  readonly at: (t: number) => Bitmap;
}

/** A video's frames one by one; refuses bytes that are not a whole number of frames. */
export function framesOf(video: Pick<Video, 'frames' | 'label' | 'height' | 'width'>): Frames {
  const { frames, label, height = 64, width = 64 } = video;
  const size = height * width;
  const count = frames.length / size;
  if (!Number.isInteger(count) || count === 0) {
    throw new Error(`video “${label}”: ${frames.length} bytes are not whole frames of ${height}×${width}`);
  }
  return {
    height,
    width,
    count,
    at: (t) => ({ data: frames.subarray(t * size, (t + 1) * size), height, width }),
  };
}

/** Outlines of the digits that move together, in a frame drawn at (x, y) `zoom` times its size. */
export const pairBoxes = (video: Video, t: number, x: number, y: number, zoom: number): string =>
  boxesOf(video, t, x, y, zoom, true);

/** Outlines of all digits, the pair on top of the others. */
export const digitBoxes = (video: Video, t: number, x: number, y: number, zoom: number): string =>
  boxesOf(video, t, x, y, zoom, false) + boxesOf(video, t, x, y, zoom, true);

const boxesOf = (video: Video, t: number, x: number, y: number, zoom: number, paired: boolean): string =>
  (video.digits ?? [])
    .filter(({ pair }) => pair === paired)
    .map(({ path, size }) => {
      const at = path[t];
      return at === undefined
        ? ''
        : el('rect', {
            class: paired ? 'pair' : 'single',
            x: x + at.col * zoom,
            y: y + at.row * zoom,
            width: size * zoom,
            height: size * zoom,
            rx: 3,
            fill: 'none',
            stroke: paired ? colour.amber : colour.muted,
            'stroke-width': paired ? 1.6 : 1,
            opacity: 0.95,
          });
    })
    .join('');
