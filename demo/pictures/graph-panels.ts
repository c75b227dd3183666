/** The graph flat over its frame: one small panel for each grid, and one with all nodes and messages. */

import { drawEdges, drawNode } from './edge-paths.ts';
import { type Box, backdrop, centred, spread } from './frame-box.ts';
import type { Graph, Link, Strength } from './graph.ts';
import type { Bitmap } from './raster.ts';
import { el, group, text } from './svg.ts';
import { colour } from './theme.ts';

export interface FlatScene extends Graph {
  readonly frame: Bitmap;
  readonly links: readonly Link[];
  readonly strength: Strength;
  readonly glow: boolean;
}

const big = 820;
const caption = 30;
const rowGap = 20;
const columnGap = 44;
const largestPanel = 270;

/** Side of a small panel when there are `count` of them. */
const smallSide = (count: number): number =>
  Math.min(largestPanel, (big - (count - 1) * rowGap) / count - caption);

/** Room the `panels` body takes, captions included. */
export const panelsSize = (count: number): { readonly width: number; readonly height: number } => ({
  width: smallSide(count) + columnGap + big,
  height: big,
});

/** Small panels stacked at the left, everything at the right. */
export function panels(scene: FlatScene, { x, y }: { x: number; y: number }): string {
  const count = scene.scales.length;
  const side = smallSide(count);
  const step = (big + rowGap) / count;
  return (
    scene.scales.map((scale, i) => gridPanel(scene, scale, { x, y: y + i * step, side })).join('') +
    allScales(scene, { x: x + side + columnGap, y, side: big })
  );
}

function gridPanel({ frame, nodes }: FlatScene, scale: number, box: Box): string {
  const numbered = nodes.map((node, number) => ({ node, number })).filter(({ node }) => node.scale === scale);
  const radius = Math.min(13, (box.side / scale) * 0.24);
  const at = centred(box);
  return group(
    { class: 'panel' },
    backdrop(frame, box, 0.75),
    grid(scale, box, colour.muted, 1),
    ...numbered.map(({ node, number }) => drawNode(number, { ...at(node), radius })),
    text(box.x, box.y + box.side + 21, `${scale} × ${scale}`, { size: 14, bold: true }),
    text(box.x + box.side, box.y + box.side + 21, rangeOf(numbered.map(({ number }) => number)), {
      size: 13,
      fill: colour.muted,
      anchor: 'end',
    }),
  );
}

/** Some numbers of nodes, in words. */
export const rangeOf = (numbers: readonly number[]): string =>
  numbers.length < 2 ? `node ${numbers.join('')}` : `nodes ${numbers[0]} – ${numbers.at(-1)}`;

/** All nodes and messages over the frame. */
export function allScales(scene: FlatScene, box: Box): string {
  const { frame, scales, nodes, links, strength, glow } = scene;
  const places = spread(nodes, box);
  const edges = links.flatMap((link) => {
    const [from, to] = [places[link.from], places[link.to]];
    return from === undefined || to === undefined ? [] : [{ link, from, to }];
  });
  return group(
    { class: 'panel' },
    backdrop(frame, box, 0.4),
    ...scales.map((scale) => grid(scale, box, colour.faint, 0.35)),
    drawEdges(edges, { strength, bend: 0.16, places, glow, id: 'flat' }),
    ...places.map((place, number) => drawNode(number, place)),
  );
}

/** Outlines of a scale's cells. */
function grid(scale: number, { x, y, side }: Box, stroke: string, opacity: number): string {
  const line = (i: number, across: boolean) => {
    const at = (i * side) / scale;
    return across
      ? { x1: x, y1: y + at, x2: x + side, y2: y + at }
      : { x1: x + at, y1: y, x2: x + at, y2: y + side };
  };
  const inner = Array.from({ length: scale - 1 }, (_, i) => i + 1);
  return group(
    { stroke, 'stroke-width': 1, opacity },
    el('rect', { x, y, width: side, height: side, fill: 'none' }),
    ...inner.flatMap((i) => [el('line', line(i, true)), el('line', line(i, false))]),
  );
}
