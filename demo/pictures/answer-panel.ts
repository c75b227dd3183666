/** One video of an answers picture: its frames, and under each frame how likely the shown answers are after it. */

import { type AnsweredVideo, rightFrom, shownAnswers, topOf } from './answer-table.ts';
import { labelWidth, rowLabel } from './contact-sheet.ts';
import { pixelImage } from './raster.ts';
import { el, fitted, group, type Point, polygon, text, wrap } from './svg.ts';
import { colour, css, inkOn, ramp } from './theme.ts';
import { type Frames, framesOf } from './video.ts';

export interface Panel extends AnsweredVideo {
  readonly frames: Frames;
  readonly zoom: number;
  /** From one frame to the next. */
  readonly step: number;
  readonly shown: readonly number[];
  readonly nameOf: (answer: number) => string;
  /** Of all frames side by side. */
  readonly width: number;
  readonly height: number;
}

export const outcomeWidth = 236;
export const markTint = colour.amber;
export const rightTint = colour.cyan;

const frameWidth = 128;
const gap = 8;
const rowHeight = 32;
const rowGap = 4;
/** Between the frames and the first answer: a line where the answer is right, and the frames' numbers. */
const numbersHeight = 38;

export function panelOf(each: AnsweredVideo, most: number, nameOf: Panel['nameOf']): Panel {
  const frames = framesOf(each.video);
  const zoom = Math.max(1, Math.round(frameWidth / frames.width));
  const step = frames.width * zoom + gap;
  const shown = shownAnswers(each, most);
  const height = frames.height * zoom + numbersHeight + shown.length * (rowHeight + rowGap) - rowGap;
  return { ...each, frames, zoom, step, shown, nameOf, width: frames.count * step - gap, height };
}

/** A panel from `x` to the right, with its outcome between `end` and the picture's margin. */
export function drawPanel(panel: Panel, x: number, y: number, end: number): string {
  const { video, frames, zoom, shown } = panel;
  const left = x + labelWidth;
  const tall = frames.height * zoom;
  const rowTop = (i: number): number => y + tall + numbersHeight + i * (rowHeight + rowGap);
  return group(
    { class: 'answers' },
    rowLabel(video, y + tall / 2),
    ...Array.from({ length: frames.count }, (_, t) => drawFrame(panel, t, left + t * panel.step, y)),
    text(left - 20, y + tall + 27, 'frame', { ...quiet, anchor: 'end' }),
    outcome(panel, end + 28, y + tall / 2),
    ...shown.map((answer, i) => drawRow(panel, answer, x, rowTop(i))),
  );
}

const quiet = { size: 13, fill: colour.faint, mono: true } as const;

function drawFrame(panel: Panel, t: number, x: number, y: number): string {
  const { frames, zoom, truth, probabilities } = panel;
  const box = { x, y, width: frames.width * zoom, height: frames.height * zoom };
  const below = y + box.height;
  const right = topOf(probabilities[t] ?? []) === truth;
  return (
    pixelImage(frames.at(t), zoom, box) +
    el('rect', { ...box, fill: 'none', stroke: colour.hairline }) +
    (right
      ? el('rect', { class: 'right', x, y: below + 6, width: box.width, height: 4, rx: 2, fill: rightTint })
      : '') +
    text(x + box.width / 2, below + 27, String(t), {
      ...quiet,
      anchor: 'middle',
      fill: right ? rightTint : colour.faint,
    })
  );
}

function drawRow(panel: Panel, answer: number, x: number, y: number): string {
  const { truth, probabilities, nameOf, step } = panel;
  const right = answer === truth;
  const left = x + labelWidth;
  const middle = y + rowHeight / 2;
  const name = nameOf(answer);
  const cells = probabilities.map((row, t) =>
    cell(row[answer] ?? 0, topOf(row) === answer, { x: left + t * step, y }, step - gap),
  );
  return group(
    { class: right ? 'answer truth' : 'answer', 'data-answer': answer },
    right ? mark({ x: x + 9, y: middle }) : '',
    text(x + 28, middle + 5.5, name, {
      size: fitted(name, labelWidth - 44, 16, right),
      bold: right,
      fill: right ? markTint : colour.text,
    }),
    ...cells,
  );
}

/** A probability, bold where it is the highest after its frame. */
function cell(probability: number, highest: boolean, { x, y }: Point, width: number): string {
  const [ground, said] = [ramp(probability), percent(probability)];
  return (
    el('rect', { x, y, width, height: rowHeight, rx: 4, fill: css(ground) }) +
    text(x + width / 2, y + rowHeight / 2 + 5.5, said, {
      size: 16,
      anchor: 'middle',
      bold: highest,
      fill: said === '0%' ? colour.muted : inkOn(ground),
    })
  );
}

const percent = (probability: number): string => `${Math.round(100 * probability)}%`;

/** From when on the answer is right, or what it is instead. */
function outcome(panel: Panel, x: number, middle: number): string {
  const { truth, probabilities, nameOf } = panel;
  const last = probabilities.at(-1) ?? [];
  const from = rightFrom(panel);
  const said = from === undefined ? `wrong: ${nameOf(topOf(last))}` : `right after frame ${from}`;
  const lines = wrap(said, outcomeWidth - 28, 17, true);
  const note = `${from === undefined ? 'the right answer' : 'at the end'}: ${percent(last[truth] ?? 0)}`;
  const first = middle - (lines.length * 23 + 19) / 2 + 16;
  const fill = from === undefined ? colour.text : rightTint;
  return (
    lines.map((line, i) => text(x, first + i * 23, line, { size: 17, bold: true, fill })).join('') +
    text(x, first + lines.length * 23, note, { size: 13, fill: colour.muted })
  );
}

/** The sign of the right answer. */
export const mark = ({ x, y }: Point): string =>
  el('path', {
    class: 'mark',
    d: polygon([
      { x, y: y - 7 },
      { x: x + 7, y },
      { x, y: y + 7 },
      { x: x - 7, y },
    ]),
    fill: markTint,
  });
