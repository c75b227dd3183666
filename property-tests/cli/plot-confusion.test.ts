import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classNames } from '../../src/cli/plot/class-names.ts';
import { confusionPicture, confusionSpec } from '../../src/cli/plot/confusion.ts';
import { drawSvg } from '../../src/cli/plot/draw.ts';
import { lastConfusions } from '../../src/cli/plot/last-confusions.ts';
import { labelCount, pairLabel } from '../../src/data/index.ts';
import { marksIn, type Node, panelOf, parseSvg, textsOf } from './svg.ts';
import { syntheticConfusion } from './synthetic-log.ts';

const drawn = async (matrix: readonly (readonly number[])[], title = 'a'): Promise<Node> =>
  parseSvg(await confusionPicture(matrix, classNames(matrix.length), title));

const cells = (svg: Node): readonly Node[] => marksIn(svg, 'mark-rect', 'role-mark');
const axisLabels = (svg: Node): readonly string[] => textsOf(marksIn(svg, 'role-axis-label'));
const lightness = ({ attributes }: Node): number => {
  const [red = 0, green = 0, blue = 0] = (attributes.get('fill')?.match(/\d+/g) ?? []).map(Number);
  return red + green + blue;
};

describe('the picture of a confusion matrix', () => {
  it.each([1, 2, 10, 16, 17, 46])(
    'of %i classes has a cell for every pair, and names on both axes',
    async (n) => {
      const svg = await drawn(syntheticConfusion(n, 0.6).map((row) => row.map((count) => count + 1)));
      expect(cells(svg).length).toBe(n * n);
      expect(axisLabels(svg)).toEqual([...classNames(n), ...classNames(n)]);
      expect(textsOf(marksIn(svg, 'role-axis-title'))).toEqual(['answer', 'truth']);
      expect(marksIn(svg, 'mark-text', 'role-mark').length).toBe(n <= 16 ? n * n : 0);
      expect(Number(svg.attributes.get('width'))).toBeLessThanOrEqual(900);
    },
  );

  it('shows the share of each row: darker is more, and counts do not matter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat({ max: 9 }), { minLength: 3, maxLength: 3 }), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.integer({ min: 2, max: 5 }),
        async (matrix, times) => {
          const rows = matrix.filter((row) => row.some((count) => count > 0));
          const drawnCells = cells(await drawn(matrix));
          expect(drawnCells.length).toBe(3 * rows.length);
          rows.forEach((row, i) => {
            const tones = drawnCells.slice(3 * i, 3 * i + 3).map(lightness);
            const total = row.reduce((a, b) => a + b);
            row.forEach((count, j) => {
              if (count === 0) expect(tones[j]).toBe(3 * 255);
              if (count === total) expect(tones[j]).toBe(0x08 + 0x30 + 0x6b);
              row.forEach((other, k) => {
                if (count > other) expect(tones[j]).toBeLessThan(tones[k] ?? 0);
              });
            });
          });
          const more = matrix.map((row) => row.map((count) => times * count));
          expect(await drawn(more)).toEqual(await drawn(matrix));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('writes shares in per cent, and says which rows are empty', async () => {
    const svg = await drawn(
      [
        [3, 1, 0],
        [0, 0, 0],
        [0, 1, 2],
      ],
      'after 7 videos',
    );
    expect(textsOf(marksIn(svg, 'mark-text', 'role-mark'))).toEqual(['75', '25', '33', '67']);
    expect(textsOf(marksIn(svg, 'role-title-text'))).toEqual(['after 7 videos']);
    expect(textsOf(marksIn(svg, 'role-title-subtitle'))).toEqual(['grey: 1 of the 3 classes without videos']);
  });

  it('has the answers from left to right, the truth from top to bottom', async () => {
    const svg = await drawn([
      [5, 15],
      [6, 14],
    ]);
    const places = marksIn(svg, 'mark-text', 'role-mark').map(({ attributes, text }) => {
      const [, x, y] = /\(([\d.]+),([\d.]+)\)/.exec(attributes.get('transform') ?? '') ?? [];
      return `${text}: ${Number(x) < 44 ? 'left' : 'right'} ${Number(y) < 44 ? 'top' : 'bottom'}`;
    });
    expect(places).toEqual(['25: left top', '75: right top', '30: left bottom', '70: right bottom']);
  });

  it('can be several, below each other', async () => {
    const of = (n: number, title: string) => ({
      matrix: syntheticConfusion(n, 1),
      names: classNames(n),
      title,
    });
    const svg = parseSvg(await drawSvg(confusionSpec([of(2, 'a'), of(3, 'b')])));
    expect(cells(panelOf(svg, 0)).length).toBe(4);
    expect(cells(panelOf(svg, 1)).length).toBe(9);
    expect(axisLabels(panelOf(svg, 1))).toEqual(['0', '1', '2', '0', '1', '2']);
  });
});

describe('the names of classes', () => {
  it('are all different', () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), (n) => {
        expect(new Set(classNames(n)).size).toBe(n);
      }),
    );
  });

  it('are the pairs of digits of SyncMNIST', () => {
    const names = classNames(labelCount);
    expect([names[pairLabel(0, 1)], names[pairLabel(7, 3)], names[45]]).toEqual(['0, 1', '3, 7', 'none']);
  });
});

describe('the confusion matrices of runs', () => {
  it('are the last of each run and set', () => {
    const at = (step: number, set: string, confusion?: readonly (readonly number[])[]) => ({
      kind: 'eval' as const,
      step,
      videos: 1000 * step,
      set,
      count: 2,
      loss: 1,
      top1: 0.125,
      top5: 1,
      ...(confusion === undefined ? {} : { confusion }),
    });
    const entries = [at(1, 'x', [[1]]), at(2, 'y', [[2]]), at(3, 'x', [[3]]), at(4, 'x'), at(5, 'z')];
    const found = lastConfusions([
      { name: 'a', entries },
      { name: 'b', entries: entries.slice(0, 1) },
    ]);
    expect(found.map(({ title, matrix }) => [title, matrix])).toEqual([
      ['a, x: 12.5 % right after 3,000 videos', [[3]]],
      ['a, y: 12.5 % right after 2,000 videos', [[2]]],
      ['b, x: 12.5 % right after 1,000 videos', [[1]]],
    ]);
  });
});
