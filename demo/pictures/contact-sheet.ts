/** Videos as rows of frames: what the network is asked, at a glance. */

import { pairLegend, pairLegendWidth } from './legend.ts';
import { pixelImage } from './raster.ts';
import { el, group, heading, path, picture, text, wrap } from './svg.ts';
import { colour } from './theme.ts';
import { type DigitTrack, type Frames, framesOf, pairBoxes, type Video } from './video.ts';

export interface ContactSheetOptions {
  readonly title?: string;
  readonly subtitle?: string;
  /** Whole number of picture units for one pixel of a frame. */
  readonly zoom?: number;
  /** Outline the digits that move together (true when left out). */
  readonly boxes?: boolean;
}

/** Room at the edges of a sheet, and for the labels at its left. */
export const margin = 48;
export const labelWidth = 196;
const gap = 8;
const rowGap = 22;
const motionGap = 28;

/** Each video is a row of its T frames; digits with tracks add a last panel that draws their paths. */
export function contactSheet(videos: readonly Video[], options: ContactSheetOptions = {}): string {
  const { title = 'Videos', subtitle = '', zoom = 2, boxes = true } = options;
  const reels = videos.map((video) => ({ video, frames: framesOf(video) }));
  const steps = Math.max(1, ...reels.map(({ frames }) => frames.count));
  const cellWidth = zoom * Math.max(1, ...reels.map(({ frames }) => frames.width));
  const cellHeight = zoom * Math.max(1, ...reels.map(({ frames }) => frames.height));
  const moving = videos.some(({ digits = [] }) => digits.length > 0);
  const paired = boxes && videos.some(({ digits = [] }) => digits.some(({ pair }) => pair));

  const left = margin + labelWidth;
  const top = 160;
  const column = (t: number): number => left + t * (cellWidth + gap);
  const motionX = column(steps) - gap + motionGap;
  const width = margin + (moving ? motionX + cellWidth : column(steps) - gap);
  const rowTop = (i: number): number => top + i * (cellHeight + rowGap);
  const height = rowTop(videos.length) - rowGap + margin;

  const numbers = Array.from({ length: steps }, (_, t) =>
    text(column(t) + cellWidth / 2, top - 14, String(t), columnStyle),
  );
  const rows = reels.map(({ video, frames }, i) => {
    const y = rowTop(i);
    return group(
      { class: 'video' },
      rowLabel(video, y + cellHeight / 2),
      ...Array.from({ length: frames.count }, (_, t) => cell(video, frames, t, column(t), y, zoom, boxes)),
      (video.digits ?? []).length === 0 ? '' : motion(video, frames, motionX, y, zoom),
    );
  });
  return picture(
    width,
    height,
    title,
    heading({ x: margin, y: 66, width: width - 2 * margin - pairLegendWidth }, title, subtitle),
    paired ? pairLegend(width - margin) : '',
    text(left - 20, top - 14, 'frame', { ...columnStyle, anchor: 'end' }),
    ...numbers,
    moving ? text(motionX + cellWidth / 2, top - 14, 'paths', columnStyle) : '',
    ...rows,
  );
}

const columnStyle = { size: 13, fill: colour.faint, anchor: 'middle', mono: true } as const;

function cell(video: Video, frames: Frames, t: number, x: number, y: number, zoom: number, boxes: boolean) {
  const box = { x, y, width: frames.width * zoom, height: frames.height * zoom };
  return (
    pixelImage(frames.at(t), zoom, box) +
    el('rect', { ...box, fill: 'none', stroke: colour.hairline }) +
    (boxes ? pairBoxes(video, t, x, y, zoom) : '')
  );
}

/** A video's label and note at the left of its frames. */
export function rowLabel({ label, note = '' }: Video, middle: number): string {
  const lines = wrap(label, labelWidth - 20, 17, true);
  const quiet = note === '' ? [] : wrap(note, labelWidth - 20, 13);
  const first = middle - (lines.length * 23 + quiet.length * 19) / 2 + 16;
  return (
    lines.map((line, i) => text(margin, first + i * 23, line, { size: 17, bold: true })).join('') +
    quiet
      .map((line, i) =>
        text(margin, first + lines.length * 23 + i * 19, line, { size: 13, fill: colour.muted }),
      )
      .join('')
  );
}

/** The paths of the digits' centres over all frames; a dot with the digit's name where each one ends. */
function motion(video: Video, frames: Frames, x: number, y: number, zoom: number): string {
  const box = { x, y, width: frames.width * zoom, height: frames.height * zoom };
  const tracks = [...(video.digits ?? [])].sort((a, b) => Number(a.pair) - Number(b.pair));
  return (
    el('rect', { ...box, fill: colour.panel, stroke: colour.hairline }) +
    tracks.map((track) => trackPath(track, x, y, zoom)).join('')
  );
}

function trackPath(
  { digit, size, path: corners, pair }: DigitTrack,
  x: number,
  y: number,
  zoom: number,
): string {
  const centres = corners.map(({ row, col }) => ({
    x: x + (col + size / 2) * zoom,
    y: y + (row + size / 2) * zoom,
  }));
  const end = centres.at(-1);
  const tint = pair ? colour.amber : colour.faint;
  return end === undefined
    ? ''
    : el('path', {
        class: 'track',
        d: path(centres),
        fill: 'none',
        stroke: tint,
        'stroke-width': 1.6,
        'stroke-linejoin': 'round',
        opacity: pair ? 0.9 : 0.7,
      }) +
        el('circle', { cx: end.x, cy: end.y, r: 8, fill: tint, stroke: colour.panel, 'stroke-width': 1.5 }) +
        text(end.x, end.y + 4, String(digit), {
          size: 11,
          bold: true,
          anchor: 'middle',
          fill: colour.ground,
        });
}
