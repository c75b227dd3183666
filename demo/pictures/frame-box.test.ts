import { describe, expect, it } from 'vitest';
import { graphOf } from './fixtures.ts';
import { spread } from './frame-box.ts';

describe('spread', () => {
  it('never puts one node over another', () => {
    const radii = { least: 7, most: 11 };
    for (const scales of [
      [1, 3],
      [1, 2, 3],
      [1, 2, 3, 4],
      [1, 3, 5],
    ]) {
      const places = spread(graphOf(scales, () => 0).nodes, { x: 0, y: 0, side: 256 }, radii);
      const distances = places.flatMap((a, i) =>
        places.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius),
      );
      expect(Math.min(...distances)).toBeGreaterThan(0);
    }
  });
});
