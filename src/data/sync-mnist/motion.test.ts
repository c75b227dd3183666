import { describe, expect, it } from 'vitest';
import { keyOf } from '../../random/index.ts';
import { canvases } from './config.ts';
import { drawPaths, movesAlike, pairsMovingAlike } from './motion.ts';

describe('drawPaths', () => {
  it('moves every digit of a group alike, and others not', () => {
    const paths = drawPaths(canvases.direct, 10, 4, [[1, 3], [0], [2]], keyOf(1), keyOf(2));
    expect(pairsMovingAlike(paths)).toEqual([[1, 3]]);
  });

  it('reaches every place and every move, and nothing beyond', () => {
    const { side, digit, reach } = canvases.direct;
    const places = new Set<number>();
    const moves = new Set<number>();
    for (let key = 0; key < 400; key++) {
      const [path = []] = drawPaths(canvases.direct, 5, 1, [[0]], keyOf(key), keyOf(key + 1000));
      path.forEach(([y, x], frame) => {
        places.add(y).add(x);
        const before = path[frame - 1];
        if (before) moves.add(y - before[0]).add(x - before[1]);
      });
    }
    expect([...places].sort((a, b) => a - b)).toEqual(Array.from({ length: side - digit + 1 }, (_, i) => i));
    expect([...moves].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach),
    );
  });

  it('draws moves uniformly where the border is far', () => {
    const counts = new Float64Array(13);
    let drawn = 0;
    for (let key = 0; key < 4000; key++) {
      const [path = []] = drawPaths(canvases.direct, 2, 1, [[0]], keyOf(key), keyOf(key + 10_000));
      const [[y0] = [0], [y1] = [0]] = path;
      if (y0 < 6 || y0 > 40) continue;
      counts[y1 - y0 + 6] = (counts[y1 - y0 + 6] ?? 0) + 1;
      drawn++;
    }
    const chiSquare = counts.reduce((sum, n) => sum + (n - drawn / 13) ** 2 / (drawn / 13), 0);
    // 12 degrees of freedom: mean 12, standard deviation √24 ≈ 4.9.
    expect(chiSquare).toBeLessThan(12 + 5 * 4.9);
  });
});

describe('movesAlike', () => {
  it('compares moves, not places', () => {
    const path = [
      [0, 0],
      [1, 2],
      [3, 3],
    ] as const;
    const shifted = [
      [5, 9],
      [6, 11],
      [8, 12],
    ] as const;
    expect(movesAlike(path, shifted)).toBe(true);
    expect(
      movesAlike(path, [
        [5, 9],
        [6, 11],
        [8, 11],
      ]),
    ).toBe(false);
    expect(
      movesAlike(path, [
        [5, 9],
        [7, 11],
        [8, 12],
      ]),
    ).toBe(false);
  });
});
