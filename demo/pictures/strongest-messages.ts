/** The strongest messages of every frame of a video, drawn over the frames. */

import type { Place } from './curves.ts';
import { drawEdges, drawNode } from './edge-paths.ts';
import { type Box, backdrop, spread } from './frame-box.ts';
import { checkScales, type Graph, type Link, linksOf, type Strength, strengthOf } from './graph.ts';
import { rangeOf } from './graph-panels.ts';
import { legend, legendHeight, pairLegend, pairLegendWidth } from './legend.ts';
import { type Steps, weighted } from './steps.ts';
import { fitted, group, heading, picture, text, textWidth } from './svg.ts';
import { colour } from './theme.ts';
import { digitBoxes, type Frames, framesOf, type Video } from './video.ts';

export interface StrongestMessagesOptions extends Omit<Graph, 'edges'>, Steps {
  readonly video: Video;
  readonly title: string;
  readonly subtitle?: string;
  /** A line for each frame, such as the answer after it. */
  readonly captions?: readonly string[];
  /** Messages drawn over each frame: 6 when left out. A message of size 0 is never drawn. */
  readonly most?: number;
}

const margin = 48;
const top = 136;
const perRow = 5;
const gap = 22;
const numberWidth = 78;
const rowGap = 24;
const frameWidth = 250;
const footer = 26;
const radii = { least: 7, most: 11 };
const leastType = 8.2;

export function strongestMessages(options: StrongestMessagesOptions): string {
  const { video, nodes, sizes, title, subtitle = '', captions = [], most = 6 } = options;
  const frames = framesOf(video);
  checkSheet(options, frames);
  checkScales(options);
  const shown = weighted('strongestMessages', options, frames.count).map((edges) =>
    strongestOf(linksOf({ nodes, edges }), most),
  );
  const strength = emphatic(strengthOf(sizes.flat(), most), shown.flat());
  const zoom = Math.max(1, Math.round(frameWidth / frames.width));
  const side = frames.width * zoom;
  const columns = Math.min(perRow, frames.count);
  const inner = Math.max(820, columns * (side + gap) - gap);
  const below = captionHeight(captions, side);
  const step = side + below + rowGap;
  const bottom = top + Math.ceil(frames.count / perRow) * step;
  const paired = (video.digits ?? []).some(({ pair }) => pair);
  return picture(
    inner + 2 * margin,
    bottom + 14 + legendHeight + footer,
    title,
    heading({ x: margin, y: 66, width: inner - (paired ? pairLegendWidth : 0) }, title, subtitle),
    paired ? pairLegend(margin + inner) : '',
    ...shown.map((links, t) => {
      const [row, column] = [Math.floor(t / perRow), t % perRow];
      const box = { x: margin + column * (side + gap), y: top + row * step, side };
      return group(
        { class: 'frame' },
        backdrop(frames.at(t), box, 0.5),
        group({ opacity: 0.6 }, digitBoxes(video, t, box.x, box.y, zoom)),
        messages(links, spread(nodes, box, radii), strength, `frame-${t}`),
        caption(t, captions[t] ?? '', box, below),
      );
    }),
    legend(margin, bottom + 10, inner, shown.flat(), strength),
    text(margin, bottom + 10 + footer + 6, gridsOf(options), { size: 13, fill: colour.muted }),
  );
}

function checkSheet({ captions, most = 6 }: StrongestMessagesOptions, frames: Frames): void {
  const refuse = (what: string): never => {
    throw new Error(`strongestMessages: ${what}`);
  };
  if (frames.height !== frames.width)
    refuse(`frames of ${frames.height}×${frames.width}; the grids of nodes lie on square frames`);
  if (captions !== undefined && captions.length !== frames.count)
    refuse(`there are ${captions.length} captions; expected ${frames.count}, one for each frame`);
  if (!Number.isInteger(most) || most < 1) refuse(`most is ${most}; expected a whole number ≥ 1`);
}

/** Largest first; of equal ones, those that come first among the edges. */
const strongestOf = (links: readonly Link[], most: number): readonly Link[] =>
  links
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, most);

/** The messages, and of the nodes only those that send or receive one. */
function messages(links: readonly Link[], places: readonly Place[], strength: Strength, id: string): string {
  const taking = places.flatMap((place, number) =>
    links.some(({ from, to }) => from === number || to === number) ? [{ place, number }] : [],
  );
  const edges = links.flatMap((link) => {
    const [from, to] = [places[link.from], places[link.to]];
    return from === undefined || to === undefined ? [] : [{ link, from, to }];
  });
  const style = { strength, bend: 0.2, places: taking.map(({ place }) => place), glow: false, id };
  return (
    drawEdges(edges, style) + taking.map(({ place, number }) => drawNode(number, place, leastType)).join('')
  );
}

/** As wide as the size says, in small frames; never faint, as only few are drawn; and from the weakest that is drawn. */
const emphatic = (strength: Strength, links: readonly Link[]): Strength => ({
  ...strength,
  low: links.reduce((least, { weight }) => Math.min(least, weight), strength.high),
  width: (weight) => 0.8 * strength.width(weight),
  opacity: (weight) => 0.55 + 0.45 * strength.opacity(weight),
});

/** Which nodes belong to which grid. */
const gridsOf = ({ scales, nodes }: Pick<Graph, 'scales' | 'nodes'>): string =>
  scales
    .map((scale) => {
      const numbers = nodes.flatMap((node, number) => (node.scale === scale ? [number] : []));
      return `${scale} × ${scale}: ${rangeOf(numbers)}`;
    })
    .join('  ·  ');

/** Room under a frame: captions that are too wide to stand beside its number get a line of their own. */
const captionHeight = (captions: readonly string[], side: number): number =>
  captions.some((said) => textWidth(said, 14, true) > side - numberWidth) ? 52 : 30;

/** Under a frame: its number, and what there is to say of it. */
function caption(t: number, said: string, { x, y, side }: Box, height: number): string {
  const below = y + side;
  const style = { size: fitted(said, side, 14, true), bold: true } as const;
  return (
    text(x, below + 22, `frame ${t}`, { size: 13, fill: colour.faint, mono: true }) +
    (height > 30
      ? text(x, below + 44, said, style)
      : text(x + side, below + 22, said, { ...style, anchor: 'end' }))
  );
}
