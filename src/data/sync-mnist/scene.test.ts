import { describe, expect, it } from 'vitest';
import { blockMnist, configOf } from '../../../property-tests/data/support.ts';
import { noneLabel } from './labels.ts';
import { pairsMovingAlike } from './motion.ts';
import { type Scene, syncMnistScene } from './scene.ts';

const scenes = (count: number, settings: Parameters<typeof configOf>[0]): Scene[] => {
  const config = configOf(settings);
  return Array.from({ length: count }, (_, index) => syncMnistScene(config, blockMnist, index));
};

const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, n, i) => sum + (n - (expected[i] ?? 1)) ** 2 / (expected[i] ?? 1), 0);

describe('syncMnistScene', () => {
  it('has the classes in balance: "none" at its rate, the pairs uniform', () => {
    const count = 46_000;
    const noneRate = 1 / 90;
    const counts = new Array<number>(46).fill(0);
    for (const { label } of scenes(count, { frames: 1, noneRate, digits: 2 }))
      counts[label] = (counts[label] ?? 0) + 1;
    const pair = (count * (1 - noneRate)) / 45;
    const expected = counts.map((_, label) => (label === noneLabel ? count * noneRate : pair));
    // 45 degrees of freedom: mean 45, standard deviation √90 ≈ 9.5.
    expect(chiSquare(counts, expected)).toBeLessThan(45 + 5 * 9.5);
  });

  it('has the other digits uniform, and the pair in every place of the drawing order', () => {
    const drawn = scenes(9_000, { frames: 1, noneRate: 0 });
    const places = [0, 0, 0];
    const others = new Array<number>(10).fill(0);
    for (const { digits } of drawn) {
      digits.forEach(({ inPair, digit }, place) => {
        if (inPair) return;
        places[place] = (places[place] ?? 0) + 1;
        others[digit] = (others[digit] ?? 0) + 1;
      });
    }
    // 2 and 9 degrees of freedom: means 2 and 9, standard deviations 2 and √18 ≈ 4.2.
    expect(chiSquare(places, [3000, 3000, 3000])).toBeLessThan(2 + 5 * 2);
    expect(chiSquare(others, new Array<number>(10).fill(900))).toBeLessThan(9 + 5 * 4.2);
  });

  it('draws the pair first when asked to', () => {
    for (const { digits } of scenes(50, { order: 'pair-first', noneRate: 0, digits: 5 })) {
      expect(digits.map(({ inPair }) => inPair)).toEqual([true, true, false, false, false]);
    }
  });

  it('has accidental partners unless it must be exact', () => {
    // Ten digits and one move of 13² kinds: a coincidence in a fifth of the videos or more.
    const settings = { digits: 10, frames: 2, noneRate: 0.5 } as const;
    const wrong = (scene: Scene) =>
      pairsMovingAlike(scene.digits.map(({ positions }) => positions)).length !==
      (scene.label === noneLabel ? 0 : 1);
    expect(scenes(200, settings).filter(wrong).length).toBeGreaterThan(20);
    expect(scenes(200, { ...settings, exact: true }).filter(wrong)).toEqual([]);
  });

  it('labels a single digit with the digit', () => {
    const seen = new Set<number>();
    for (const { label, digits } of scenes(200, { digits: 1, frames: 1 })) {
      expect(digits).toMatchObject([{ digit: label, inPair: false }]);
      seen.add(label);
    }
    expect(seen.size).toBe(10);
  });

  it('never changes: the data set of a seed is fixed for good', () => {
    const [scene] = scenes(1, { seed: 7 });
    const shown = scene?.digits.map(({ digit, imageIndex, positions }) => [
      digit,
      imageIndex,
      ...positions.slice(0, 2),
    ]);
    expect(JSON.stringify([scene?.label, shown])).toMatchInlineSnapshot(
      `"[0,[[0,0,[35,7],[29,9]],[1,1,[17,22],[11,24]],[5,15,[44,5],[40,8]]]]"`,
    );
  });
});
