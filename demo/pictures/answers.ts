/** How a classifier's answer to a video sharpens frame by frame: the frames, and under them the likeliest answers. */

import { drawPanel, mark, markTint, outcomeWidth, panelOf, rightTint } from './answer-panel.ts';
import { type AnsweredVideo, checkAnswers } from './answer-table.ts';
import { labelWidth, margin } from './contact-sheet.ts';
import { colourBar, colourBarWidth } from './heat.ts';
import { el, group, heading, picture, text } from './svg.ts';
import { colour } from './theme.ts';

export interface AnswersOptions {
  readonly title: string;
  readonly subtitle?: string;
  readonly videos: readonly AnsweredVideo[];
  /** What an answer is called. */
  readonly nameOf: (answer: number) => string;
  /** Answers shown for each video: 5 when left out. The truth is always one of them. */
  readonly most?: number;
}

const top = 140;
const panelGap = 44;
const legendWidth = 252;

export function answersPicture({ title, subtitle = '', videos, nameOf, most = 5 }: AnswersOptions): string {
  if (!Number.isInteger(most) || most < 1) throw new Error(`most is ${most}; expected a whole number ≥ 1`);
  for (const each of videos) checkAnswers(each);
  const panels = videos.map((each) => panelOf(each, most, nameOf));
  const strip = Math.max(360, ...panels.map((panel) => panel.width));
  const width = 2 * margin + labelWidth + strip + outcomeWidth;
  const y = (i: number): number =>
    top + panels.slice(0, i).reduce((sum, { height }) => sum + height + panelGap, 0);
  const legendX = width - margin - colourBarWidth - legendWidth;
  return picture(
    width,
    y(panels.length) - panelGap + margin,
    title,
    heading({ x: margin, y: 66, width: legendX - margin - 24 }, title, subtitle),
    legend(legendX),
    colourBar(width - margin, 'probability', ['0%', '100%']),
    ...panels.map((panel, i) => drawPanel(panel, margin, y(i), width - margin - outcomeWidth)),
  );
}

const legend = (x: number): string =>
  group(
    { class: 'legend' },
    mark({ x: x + 9, y: 57 }),
    text(x + 28, 62, 'the right answer', { size: 14, bold: true, fill: markTint }),
    el('rect', { x, y: 76, width: 18, height: 4, rx: 2, fill: rightTint }),
    text(x + 28, 83, 'the likeliest (bold) is right', { size: 14, fill: colour.muted }),
  );
