/** Message sizes over time: one line for each edge, lines grouped by the two scales they join. */

import { type EdgeGroup, groupEdges } from './edge-groups.ts';
import { type GraphEdge, type GraphNode, linksOf, readable } from './graph.ts';
import { colourBar, heat } from './heat.ts';
import { pixelImage } from './raster.ts';
import { el, group, heading, picture, polygon, text } from './svg.ts';
import { colour } from './theme.ts';

export interface TimelineOptions {
  /** [T][E], or [T][K·E] with the K space iterations one after another. */
  readonly sizes: readonly (readonly number[])[];
  readonly nodes: readonly GraphNode[];
  /** The E edges, in the order of `sizes`. */
  readonly edges: readonly Pick<GraphEdge, 'from' | 'to'>[];
  readonly title: string;
  readonly subtitle?: string;
}

const margin = 48;
const labelWidth = 132;
const mapWidth = 780;
const sideWidth = 200;
const groupGap = 9;
const meanTop = 124;
const meanHeight = 64;
const mapTop = meanTop + meanHeight + 40;
const left = margin + labelWidth;

export function messageTimeline(options: TimelineOptions): string {
  const { sizes, nodes, edges, title, subtitle = '' } = options;
  const iterations = iterationsOf(sizes, edges.length);
  const columns = sizes.flatMap((step) =>
    Array.from({ length: iterations }, (_, k) => step.slice(k * edges.length, (k + 1) * edges.length)),
  );
  for (const column of columns)
    linksOf({ nodes, edges: edges.map((edge, e) => ({ ...edge, weight: column[e] ?? 0 })) });
  const groups = groupEdges(nodes, edges, columns);
  const high = columns.flat().reduce((top, size) => Math.max(top, size), 0);
  const line = Math.min(10, Math.max(3, 560 / Math.max(1, edges.length)));
  const top = (i: number): number =>
    mapTop + groups.slice(0, i).reduce((sum, each) => sum + heightOf(each, line) + groupGap, 0);
  const bottom = top(groups.length) - groupGap;
  const width = left + mapWidth + sideWidth + margin;
  return picture(
    width,
    bottom + margin,
    title,
    heading({ x: margin, y: 66, width: left + mapWidth - margin }, title, subtitle),
    colourBar(width - margin, 'message size', ['0', readable(high)]),
    meanCurve(columns),
    frameNumbers(sizes.length),
    text(left + mapWidth + 24, mapTop - 14, 'mean', quiet),
    text(width - margin, mapTop - 14, 'strongest', { ...quiet, anchor: 'end' }),
    ...groups.map((each, i) => drawGroup(each, columns, high, top(i), heightOf(each, line))),
    separators(sizes.length, bottom),
  );
}

/** How many times the E edges occur in each time step. */
function iterationsOf(sizes: readonly (readonly number[])[], edges: number): number {
  const first = sizes[0]?.length ?? 0;
  const iterations = first / edges;
  const odd = sizes.findIndex(({ length }) => length !== first);
  if (odd >= 0 || !Number.isInteger(iterations) || iterations === 0) {
    const step = Math.max(odd, 0);
    throw new Error(
      `sizes: step ${step} has ${sizes[step]?.length ?? 0} messages; expected K × ${edges} in every step`,
    );
  }
  return iterations;
}

const quiet = { size: 13, fill: colour.faint } as const;

/** Never lower than its own label. */
const heightOf = ({ members }: EdgeGroup, line: number): number => Math.max(18, members.length * line);

function drawGroup(
  { from, to, members, mean }: EdgeGroup,
  columns: readonly (readonly number[])[],
  high: number,
  y: number,
  height: number,
): string {
  const middle = y + height / 2 + 5;
  const tint = from === to ? colour.amber : colour.cyan;
  const first = members[0];
  return group(
    { class: 'edge-group' },
    text(margin, middle, `${from}×${from} → ${to}×${to}`, { size: 14, bold: true, fill: tint }),
    text(left - 14, middle, String(members.length), { ...quiet, anchor: 'end' }),
    pixelImage(
      heat(
        members.map(({ index }) => columns.map((column) => column[index] ?? 0)),
        high,
      ),
      8,
      {
        x: left,
        y,
        width: mapWidth,
        height,
      },
    ),
    text(left + mapWidth + 24, middle, readable(mean), { size: 14, fill: colour.muted }),
    text(left + mapWidth + sideWidth, middle, first === undefined ? '' : `${first.from} → ${first.to}`, {
      size: 14,
      fill: colour.muted,
      anchor: 'end',
    }),
  );
}

/** The mean message of every column, over the map. */
function meanCurve(columns: readonly (readonly number[])[]): string {
  const means = columns.map(
    (column) => column.reduce((sum, size) => sum + size, 0) / Math.max(1, column.length),
  );
  const high = Math.max(...means);
  const base = meanTop + meanHeight;
  const step = mapWidth / columns.length;
  const steps = means.flatMap((mean, i) => {
    const y = base - (high === 0 ? 0 : (mean / high) * meanHeight);
    return [
      { x: left + i * step, y },
      { x: left + (i + 1) * step, y },
    ];
  });
  return group(
    { class: 'mean' },
    el('path', {
      d: polygon([{ x: left, y: base }, ...steps, { x: left + mapWidth, y: base }]),
      fill: colour.light,
      'fill-opacity': 0.18,
    }),
    el('polyline', {
      points: steps.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
      fill: 'none',
      stroke: colour.light,
      'stroke-width': 1.6,
    }),
    text(margin, base - meanHeight / 2 + 5, 'mean message', { size: 14, fill: colour.muted }),
    text(left + mapWidth + 24, meanTop + 10, `peak ${readable(high)}`, { size: 14, fill: colour.muted }),
  );
}

const frameNumbers = (steps: number): string =>
  text(left - 14, mapTop - 14, 'frame', { ...quiet, mono: true, anchor: 'end' }) +
  Array.from({ length: steps }, (_, t) =>
    text(left + ((t + 0.5) * mapWidth) / steps, mapTop - 14, String(t), {
      ...quiet,
      mono: true,
      anchor: 'middle',
    }),
  ).join('');

const separators = (steps: number, bottom: number): string =>
  Array.from({ length: steps - 1 }, (_, t) => {
    const x = left + ((t + 1) * mapWidth) / steps;
    return el('line', { x1: x, y1: mapTop, x2: x, y2: bottom, stroke: colour.ground, 'stroke-width': 3 });
  }).join('');
