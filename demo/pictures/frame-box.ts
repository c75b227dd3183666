/** A frame drawn as a square, and where the nodes stand on it. */
import type { Place } from './curves.ts';
import { centreOf, type GraphNode } from './graph.ts';
import { type Bitmap, pixelImage } from './raster.ts';
import { el, type Point } from './svg.ts';
import { colour } from './theme.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Where the centre of a node's cell is. */
export const centred =
  ({ x, y, side }: Box) =>
  (node: GraphNode): Point => {
    const centre = centreOf(node);
    return { x: x + centre.x * side, y: y + centre.y * side };
  };

/**
 * Nodes at their cell centres; those that share one (all odd grids share the middle) stand around it. Their radius
 * follows from the room between them, within `radii`.
 */
export function spread(
  nodes: readonly GraphNode[],
  box: Box,
  radii = { least: 6, most: 17 },
): readonly Place[] {
  const centres = nodes.map(centred(box));
  const near = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
  const apart = centres
    .flatMap((a, i) => centres.slice(i + 1).map((b) => near(a, b)))
    .filter((d) => d > 1e-6);
  const radius = Math.max(radii.least, Math.min(radii.most, ...apart.map((distance) => distance * 0.3)));
  return centres.map((centre, i) => {
    const here = centres.flatMap((other, j) => (near(centre, other) < 1e-6 ? [j] : []));
    const angle = -Math.PI / 2 + (2 * Math.PI * here.indexOf(i)) / here.length;
    const aside = here.length === 1 ? 0 : (1.7 * radius) / Math.sin(Math.PI / here.length);
    return { x: centre.x + Math.cos(angle) * aside, y: centre.y + Math.sin(angle) * aside, radius };
  });
}

/** A frame, dimmed so that what lies on it stands out. */
export const backdrop = (frame: Bitmap, { x, y, side }: Box, opacity: number): string => {
  const box = { x, y, width: side, height: side };
  return (
    el('rect', { ...box, fill: '#000000' }) +
    pixelImage(frame, Math.max(1, Math.round(side / frame.width)), { ...box, opacity }) +
    el('rect', { ...box, fill: 'none', stroke: colour.hairline })
  );
};
