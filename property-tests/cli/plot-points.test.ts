import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ceiling, type Point, smoothed, thinned } from '../../src/cli/plot/points.ts';
import { runNames } from '../../src/cli/plot/run-names.ts';
import { label, runColours } from '../../src/cli/plot/style.ts';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = (maxLength: number): fc.Arbitrary<readonly Point[]> =>
  fc
    .array(value, { maxLength })
    .map((values) => values.map((each, i) => ({ videos: 16 * (i + 1), value: each })));

const valuesOf = (some: readonly Point[]): readonly number[] => some.map((point) => point.value);

describe('thinning out points', () => {
  it('gives no more than asked for, some of the points, in order', () => {
    fc.assert(
      fc.property(points(300), fc.integer({ min: 4, max: 60 }), (all, limit) => {
        const kept = thinned(all, limit);
        expect(kept.length).toBeLessThanOrEqual(Math.min(limit, all.length));
        const places = kept.map((point) => all.indexOf(point));
        expect(places).not.toContain(-1);
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      }),
    );
  });

  it('keeps the ends and the extremes', () => {
    fc.assert(
      fc.property(
        points(300).filter(({ length }) => length > 0),
        fc.integer({ min: 4, max: 60 }),
        (all, limit) => {
          const kept = thinned(all, limit);
          expect([kept[0], kept.at(-1)]).toEqual([all[0], all.at(-1)]);
          for (const extreme of [Math.min, Math.max]) {
            expect(extreme(...valuesOf(kept))).toBe(extreme(...valuesOf(all)));
          }
        },
      ),
    );
  });

  it('keeps all of what there is room for', () => {
    fc.assert(
      fc.property(points(50), (all) => {
        expect(thinned(all, Math.max(4, all.length))).toEqual(all);
      }),
    );
  });

  it('keeps points from everywhere: no gap is wider than two groups', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 2000 }), fc.integer({ min: 4, max: 60 }), (n, limit) => {
        const all = Array.from({ length: n }, (_, i) => ({ videos: i, value: Math.sin(i) }));
        const kept = thinned(all, limit);
        const group = n / Math.floor((limit - 2) / 2);
        const gaps = kept.slice(1).map(({ videos }, i) => videos - (kept[i]?.videos ?? 0));
        expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * group + 2);
      }),
    );
  });
});

describe('smoothing points', () => {
  it('is the mean over each neighbourhood', () => {
    fc.assert(
      fc.property(points(40), fc.integer({ min: 0, max: 50 }), (all, radius) => {
        const means = all.map((_, i) => {
          const near = all.filter((__, j) => Math.abs(i - j) <= radius);
          return near.reduce((sum, point) => sum + point.value, 0) / near.length;
        });
        const course = smoothed(all, radius);
        expect(course.map(({ videos }) => videos)).toEqual(all.map(({ videos }) => videos));
        for (const [i, point] of course.entries()) expect(point.value).toBeCloseTo(means[i] ?? Number.NaN, 5);
      }),
    );
  });

  it('forgets a huge value as soon as it is out of reach', () => {
    const values = [1e300, 1, 1, 1, 1];
    const course = smoothed(
      values.map((each, videos) => ({ videos, value: each })),
      1,
    );
    expect(valuesOf(course).slice(2)).toEqual([1, 1, 1]);
  });
});

describe('the ceiling of an axis', () => {
  it('is the largest value, but for a few of many', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 200 }), (values) => {
        const most = values.reduce((a, b) => Math.max(a, b), values[0] ?? 0);
        const high = ceiling(values);
        expect(high).toBeLessThanOrEqual(most);
        if (values.length < 50) expect(high).toBe(most);
        expect(values.filter((each) => each > high).length).toBeLessThanOrEqual(1 + values.length / 50);
      }),
    );
  });

  it('leaves spikes above it, and evenly spread values below', () => {
    const even = Array.from({ length: 100 }, (_, i) => i);
    expect(ceiling(even)).toBe(99);
    expect(ceiling([...even, 1e6])).toBeLessThan(400);
  });
});

describe('the names of runs', () => {
  const part = fc.constantFrom('a', 'b', 'runs');
  const folder = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}`);

  it('tell them apart, and are the ends of their paths', () => {
    fc.assert(
      fc.property(fc.uniqueArray(folder, { maxLength: 6 }), (folders) => {
        const names = runNames(folders);
        expect(new Set(names).size).toBe(folders.length);
        for (const [i, path] of folders.entries()) expect(path.endsWith(names[i] ?? '?')).toBe(true);
      }),
    );
  });

  it('are those of their folders where these differ', () => {
    expect(runNames(['/x/a', '/y/b/'])).toEqual(['a', 'b']);
  });

  it('stay printable and short in a picture', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        const shown = label(name);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect([...shown].length).toBeLessThanOrEqual(60);
        if (/^[\w ]{0,60}$/.test(name)) expect(shown).toBe(name);
      }),
    );
  });
});

describe('the colours of runs', () => {
  it('are as many as the runs, all different', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (n) => {
        const colours = runColours(n);
        expect(colours.length).toBe(n);
        expect(new Set(colours).size).toBe(n);
        for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
      }),
    );
  });
});
