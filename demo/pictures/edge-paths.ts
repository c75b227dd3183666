/** Nodes and directed messages between two points of a picture. */

import { clearControl, type Place, toward } from './curves.ts';
import type { Link, Strength } from './graph.ts';
import { el, group, num, type Point, polygon, text } from './svg.ts';
import { colour } from './theme.ts';

export interface DrawnEdge {
  readonly link: Link;
  readonly from: Place;
  readonly to: Place;
}

export interface EdgeStyle {
  readonly strength: Strength;
  /** Sideways reach of a curve, as a share of its length; more or less where a node would be in the way. */
  readonly bend: number;
  /** All nodes: curves keep clear of them. */
  readonly places: readonly Place[];
  /** Light around the strongest messages. */
  readonly glow: boolean;
  /** Unique within the picture. */
  readonly id: string;
}

export const edgeColour = (link: Pick<Link, 'within'>): string => (link.within ? colour.amber : colour.cyan);

/** Shown brighter than this, a message gets a glow. */
const brilliant = 0.55;

/** All messages, weakest first so that the strongest lie on top; each one is drawn exactly once. */
export function drawEdges(edges: readonly DrawnEdge[], style: EdgeStyle): string {
  const sorted = [...edges].sort((a, b) => a.link.weight - b.link.weight);
  const bright = sorted.filter(({ link }) => style.strength.opacity(link.weight) > brilliant);
  const dim = sorted.slice(0, sorted.length - bright.length);
  const drawn = (list: readonly DrawnEdge[]) => list.map((edge) => drawEdge(edge, style));
  const filter = `url(#${style.id}-glow)`;
  return (
    (style.glow ? glowFilter(style.id) : '') +
    group({}, ...drawn(dim)) +
    group({ filter: style.glow && bright.length > 0 ? filter : undefined }, ...drawn(bright))
  );
}

/**
 * A curve that leaves to the left of its direction, so that i→j and j→i never coincide; it is faint where the
 * message is sent and solid where it arrives, with an arrow head.
 */
function drawEdge({ link, from, to }: DrawnEdge, { strength, bend, places, id }: EdgeStyle): string {
  const width = strength.width(link.weight);
  const control = clearControl(from, to, bend, places);
  const head = 5 + 1.5 * width;
  const start = toward(from, control, from.radius + 1);
  const tip = toward(to, control, to.radius + 1.5);
  const neck = toward(to, control, to.radius + 1.5 + head * 0.8);
  const tint = edgeColour(link);
  const fade = `${id}-${link.from}-${link.to}`;
  const ends = { x1: start.x, y1: start.y, x2: neck.x, y2: neck.y };
  const points = `M${at(start)}Q${at(control)} ${at(neck)}`;
  return group(
    {
      class: 'edge',
      'data-from': link.from,
      'data-to': link.to,
      opacity: Math.round(strength.opacity(link.weight) * 1000) / 1000,
    },
    el(
      'linearGradient',
      { id: fade, gradientUnits: 'userSpaceOnUse', ...ends },
      el('stop', { offset: 0, 'stop-color': tint, 'stop-opacity': 0.18 }),
      el('stop', { offset: 0.75, 'stop-color': tint }),
    ),
    el('path', {
      d: points,
      fill: 'none',
      stroke: `url(#${fade})`,
      'stroke-width': width,
      'stroke-linecap': 'round',
    }),
    el('path', { d: arrowHead(tip, control, head, 0.36 * head + width * 0.3), fill: tint }),
  );
}

const at = ({ x, y }: Point): string => `${num(x)} ${num(y)}`;

function arrowHead(tip: Point, behind: Point, length: number, half: number): string {
  const base = toward(tip, behind, length);
  const across = { x: ((base.y - tip.y) / length) * half, y: (-(base.x - tip.x) / length) * half };
  return polygon([
    tip,
    { x: base.x + across.x, y: base.y + across.y },
    { x: base.x - across.x, y: base.y - across.y },
  ]);
}

const glowFilter = (id: string): string =>
  el(
    'filter',
    { id: `${id}-glow`, x: '-10%', y: '-10%', width: '120%', height: '120%' },
    el('feGaussianBlur', { stdDeviation: 5, result: 'light' }),
    el('feMerge', {}, el('feMergeNode', { in: 'light' }), el('feMergeNode', { in: 'SourceGraphic' })),
  );

/** A node with its number, in type of its radius or of `size` if that is larger. */
export const drawNode = (number: number, { x, y, radius }: Place, size = radius): string =>
  group(
    { class: 'node' },
    el('circle', { cx: x, cy: y, r: radius, fill: colour.ground, stroke: colour.text, 'stroke-width': 1.6 }),
    text(x, y + Math.max(size, radius) * 0.36, String(number), {
      size: Math.max(size, radius) * (number < 100 ? 1 : 0.75),
      bold: true,
      anchor: 'middle',
    }),
  );
