/** The graph as a tower: the frame at the bottom, and above it one layer for each scale, coarsest on top. */

import { cellMeans } from './cell-means.ts';
import type { Place } from './curves.ts';
import { drawEdges, drawNode } from './edge-paths.ts';
import { centreOf, type Graph, type GraphNode, type Link, type Strength } from './graph.ts';
import { type Bitmap, pixelImage } from './raster.ts';
import { el, group, num, type Point, polygon, text } from './svg.ts';
import { colour } from './theme.ts';

export interface TowerBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** Turn about the vertical axis, and how much a lying plane is foreshortened. */
const turn = (27 * Math.PI) / 180;
const tilt = 0.42;
const labelWidth = 168;
/** Heights in sides of a plane: of the first layer over the frame, and of each layer over the one below. */
const [firstRise, rise] = [0.5, 0.43];

interface Layout {
  readonly side: number;
  readonly height: number;
  /** A point (u, v) of the unit square of a level (0 is the frame) in the picture. */
  readonly project: (level: number, u: number, v: number) => Point;
}

/** Room the tower takes for a number of scales and a width. */
export function towerLayout(scales: number, { x, y, width }: TowerBox): Layout {
  const side = (width - labelWidth) / (Math.cos(turn) + Math.sin(turn));
  const deep = side * (Math.cos(turn) + Math.sin(turn)) * tilt;
  const lift = (level: number): number => (level === 0 ? 0 : side * (firstRise + (level - 1) * rise));
  const left = x + labelWidth + side * Math.sin(turn);
  return {
    side,
    height: lift(scales) + deep,
    project: (level, u, v) => ({
      x: left + side * (u * Math.cos(turn) - v * Math.sin(turn)),
      y: y + lift(scales) - lift(level) + side * (u * Math.sin(turn) + v * Math.cos(turn)) * tilt,
    }),
  };
}

export interface TowerScene extends Graph {
  readonly frame: Bitmap;
  readonly links: readonly Link[];
  readonly strength: Strength;
  readonly glow: boolean;
}

export function tower(scene: TowerScene, box: TowerBox): string {
  const { scales, nodes, frame, links, strength, glow } = scene;
  const layout = towerLayout(scales.length, box);
  const fine = [...scales].sort((a, b) => b - a);
  const level = (node: GraphNode): number => fine.indexOf(node.scale) + 1;
  const places: readonly Place[] = nodes.map((node) => {
    const { x, y } = centreOf(node);
    return { ...layout.project(level(node), x, y), radius: radiusOf(node.scale, layout.side) };
  });
  const edges = links.flatMap((link) => {
    const [from, to] = [places[link.from], places[link.to]];
    return from === undefined || to === undefined ? [] : [{ link, from, to }];
  });
  return group(
    { class: 'tower' },
    groundFloor(frame, layout, box),
    pillars(scales.length, layout),
    ...fine.map((scale, i) => floor(scale, i + 1, scene, layout, box)),
    drawEdges(edges, { strength, bend: 0.13, places, glow, id: 'tower' }),
    ...places.map((place, number) => drawNode(number, place)),
  );
}

const radiusOf = (scale: number, side: number): number =>
  Math.min(17, Math.max(7, (side / scale) * 0.085)) * (scale === 1 ? 1.15 : 1);

const corners: readonly Point[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

const outline = (layout: Layout, level: number): string =>
  polygon(corners.map(({ x, y }) => layout.project(level, x, y)));

function groundFloor(frame: Bitmap, layout: Layout, box: TowerBox): string {
  const [o, u, v] = [layout.project(0, 0, 0), layout.project(0, 1, 0), layout.project(0, 0, 1)];
  const matrix = [u.x - o.x, u.y - o.y, v.x - o.x, v.y - o.y, o.x, o.y].map(num).join(' ');
  return (
    pixelImage(frame, 8, { width: 1, height: 1, transform: `matrix(${matrix})` }) +
    el('path', { d: outline(layout, 0), fill: 'none', stroke: colour.faint, 'stroke-width': 1.4 }) +
    floorLabel(layout, 0, box, 'frame', `${frame.height} × ${frame.width} pixels`)
  );
}

/** One scale: its cells, lit by the mean of the frame over each of them, which is what its nodes start from. */
function floor(scale: number, level: number, scene: TowerScene, layout: Layout, box: TowerBox): string {
  const means = cellMeans(scene.frame, scale);
  const brightest = Math.max(1, ...scene.scales.flatMap((each) => cellMeans(scene.frame, each)));
  const cells = means.map((mean, i) => {
    const [row, col] = [Math.floor(i / scale), i % scale];
    const quad = corners.map(({ x, y }) => layout.project(level, (col + x) / scale, (row + y) / scale));
    return el('path', {
      class: 'cell',
      d: polygon(quad),
      fill: colour.light,
      'fill-opacity': Math.round((0.02 + (0.22 * mean) / brightest) * 1000) / 1000,
      stroke: colour.faint,
      'stroke-width': 1,
    });
  });
  const first = scene.nodes.findIndex((node) => node.scale === scale);
  const count = scene.nodes.filter((node) => node.scale === scale).length;
  const numbers = count === 1 ? `node ${first}` : `nodes ${first} – ${first + count - 1}`;
  return group(
    { class: 'floor' },
    el('path', { d: outline(layout, level), fill: colour.panel, 'fill-opacity': 0.55 }),
    ...cells,
    floorLabel(layout, level, box, `${scale} × ${scale}`, numbers),
  );
}

function floorLabel(layout: Layout, level: number, box: TowerBox, name: string, note: string): string {
  const { y } = layout.project(level, 0, 1);
  return (
    text(box.x, y - 4, name, { size: 20, bold: true }) +
    text(box.x, y + 18, note, { size: 14, fill: colour.muted })
  );
}

const pillars = (top: number, layout: Layout): string =>
  corners
    .map(({ x, y }) => {
      const [from, to] = [layout.project(0, x, y), layout.project(top, x, y)];
      return el('line', {
        x1: from.x,
        y1: from.y,
        x2: to.x,
        y2: to.y,
        stroke: colour.faint,
        'stroke-width': 1,
        'stroke-dasharray': '2 6',
      });
    })
    .join('');
