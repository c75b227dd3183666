/** Videos side by side, moving. */
import { animate } from './gif.ts';
import { pixelImage } from './raster.ts';
import { el, fitted, picture, text } from './svg.ts';
import { colour } from './theme.ts';
import { framesOf, pairBoxes, type Video } from './video.ts';

export interface VideoGifOptions {
  /** Whole number of GIF pixels for one pixel of a frame. */
  readonly scale?: number;
  /** Outline the digits that move together (true when left out). */
  readonly boxes?: boolean;
  /** Milliseconds a frame stands. */
  readonly delay?: number;
}

const margin = 24;
const gap = 20;

/** One video, or several side by side with their labels underneath; a shorter one waits on its last frame. */
export function videoGif(videos: readonly Video[], options: VideoGifOptions = {}): Uint8Array {
  const { delay = 220 } = options;
  const steps = Math.max(...videos.map((video) => framesOf(video).count));
  const svgs = Array.from({ length: steps }, (_, t) => videoStill(videos, t, options));
  return animate(svgs, undefined, delay);
}

/** One moment of `videoGif`, as SVG. */
export function videoStill(videos: readonly Video[], t: number, options: VideoGifOptions = {}): string {
  const { scale = 4, boxes = true } = options;
  const reels = videos.map((video) => ({ video, frames: framesOf(video) }));
  const steps = Math.max(...reels.map(({ frames }) => frames.count));
  const widths = reels.map(({ frames }) => frames.width * scale);
  const tall = Math.max(...reels.map(({ frames }) => frames.height * scale));
  const lefts = widths.map((_, i) => margin + widths.slice(0, i).reduce((sum, w) => sum + w + gap, 0));
  const width = margin * 2 + widths.reduce((sum, w) => sum + w, 0) + gap * (videos.length - 1);
  const labelled = videos.some(({ label }) => label !== '');
  const height = margin + tall + (labelled ? 44 : 12) + 24;

  const bodies = reels.map(({ video, frames }, i) => {
    const now = Math.min(t, frames.count - 1);
    const [x, w, h] = [lefts[i] ?? 0, widths[i] ?? 0, frames.height * scale];
    const box = { x, y: margin, width: w, height: h };
    const size = fitted(video.label, w, 16, true);
    return (
      pixelImage(frames.at(now), scale, box) +
      el('rect', { ...box, fill: 'none', stroke: colour.hairline }) +
      (boxes ? pairBoxes(video, now, x, margin, scale) : '') +
      text(x + w / 2, margin + tall + 28, video.label, { size, bold: true, anchor: 'middle' })
    );
  });
  return picture(
    width,
    height,
    `Frame ${t}`,
    ...bodies,
    clockStrip(margin, height - 20, width - 2 * margin, t, steps),
  );
}

/** A strip of one tick for each frame, lit up to now. */
export const clockStrip = (x: number, y: number, width: number, t: number, steps: number): string =>
  Array.from({ length: steps }, (_, i) =>
    el('rect', {
      x: x + (i * width) / steps + 1.5,
      y,
      width: width / steps - 3,
      height: 3,
      rx: 1.5,
      fill: i <= t ? colour.muted : colour.hairline,
    }),
  ).join('');
