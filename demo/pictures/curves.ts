/** Curves between nodes that keep clear of the other nodes. */
import type { Point } from './svg.ts';

/** Where a node is drawn. */
export interface Place extends Point {
  readonly radius: number;
}

/** The point `distance` away from `from`, in the direction of `goal`. */
export const toward = (from: Point, goal: Point, distance: number): Point => {
  const length = Math.hypot(goal.x - from.x, goal.y - from.y) || 1;
  return {
    x: from.x + ((goal.x - from.x) / length) * distance,
    y: from.y + ((goal.y - from.y) / length) * distance,
  };
};

/** Bends that are tried, in this order, as multiples of the one asked for. */
const bends = [1, 1.5, 0.6, 2, 2.6, 0.3];
const room = 5;
const samples = [0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85];

/**
 * The control point of a quadratic curve that leaves to the left of its direction: with the first bend that keeps
 * clear of every other node, or else with the one that keeps farthest away.
 */
export function clearControl(from: Place, to: Place, bend: number, places: readonly Place[]): Point {
  const others = places.filter((place) => place !== from && place !== to);
  const tried = bends.map((times) => {
    const control = bowed(from, to, bend * times);
    return { control, clearance: clearanceOf(from, control, to, others) };
  });
  const widest = tried.reduce((best, each) => (each.clearance > best.clearance ? each : best));
  return (tried.find(({ clearance }) => clearance >= room) ?? widest).control;
}

const bowed = (from: Point, to: Point, bend: number): Point => ({
  x: (from.x + to.x) / 2 + bend * (to.y - from.y),
  y: (from.y + to.y) / 2 - bend * (to.x - from.x),
});

/** Smallest distance of the curve from the rim of a node. */
const clearanceOf = (from: Point, control: Point, to: Point, others: readonly Place[]): number =>
  samples
    .map((t) => onCurve(from, control, to, t))
    .reduce(
      (least, { x, y }) =>
        others.reduce(
          (near, place) => Math.min(near, Math.hypot(place.x - x, place.y - y) - place.radius),
          least,
        ),
      Number.POSITIVE_INFINITY,
    );

const onCurve = (a: Point, b: Point, c: Point, t: number): Point => ({
  x: (1 - t) ** 2 * a.x + 2 * t * (1 - t) * b.x + t ** 2 * c.x,
  y: (1 - t) ** 2 * a.y + 2 * t * (1 - t) * b.y + t ** 2 * c.y,
});
