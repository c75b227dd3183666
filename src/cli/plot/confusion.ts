import type { TopLevelSpec } from 'vega-lite';
import { drawSvg } from './draw.ts';
import type { Panel } from './panel.ts';
import { config, label } from './style.ts';

/** A confusion matrix to draw: `matrix[truth][answer]` is how many videos of a class got an answer. */
export interface Confusion {
  readonly matrix: readonly (readonly number[])[];
  /** Of the classes, all different. */
  readonly names: readonly string[];
  readonly title: string;
}

/** Up to here the cells have room for numbers. */
const mostNumbered = 16;

/** The side of a cell in pixels: 46 classes fit into the picture's 900, few classes need not fill it. */
const cellSide = (classes: number): number => Math.min(44, 690 / classes);

const cellsOf = ({ matrix, names }: Confusion) =>
  matrix.flatMap((row, i) => {
    const total = row.reduce((a, b) => a + b, 0);
    // A class without videos has no shares: its row stays empty.
    return total === 0
      ? []
      : row.map((count, j) => ({
          truth: names[i] ?? String(i),
          answer: names[j] ?? String(j),
          share: (100 * count) / total,
        }));
  });

const subtitleOf = ({ matrix }: Confusion): readonly string[] => {
  const empty = matrix.filter((row) => row.every((count) => count === 0)).length;
  return empty === 0 ? [] : [`grey: ${empty} of the ${matrix.length} classes without videos`];
};

/** One heat map, to be put into a picture: see {@link confusionPicture}. */
const heatMap = (given: Confusion): Panel => {
  const names = given.names.map((name) => label(name, 24));
  const confusion = { ...given, names };
  const side = cellSide(names.length) * names.length;
  const fontSize = Math.min(12, Math.max(8, cellSide(names.length) * 0.7));
  const axis = {
    labelFontSize: fontSize,
    ticks: false,
    domain: false,
    labelPadding: 4,
    labelOverlap: false,
  } as const;
  const x = {
    field: 'answer',
    type: 'nominal',
    title: 'answer',
    scale: { domain: names, paddingInner: 0.04, paddingOuter: 0 },
    axis: { ...axis, labelAngle: names.length > mostNumbered ? -90 : 0 },
  } as const;
  const y = { ...x, field: 'truth', title: 'truth', axis } as const;
  const color = {
    field: 'share',
    type: 'quantitative',
    // White to dark: the order of lightness says the same to everyone.
    scale: {
      domain: [0, 100],
      range: ['#ffffff', '#c6dbef', '#6baed6', '#2171b5', '#08306b'],
      interpolate: 'rgb',
    },
    legend: { title: ['share of the', 'class, %'], gradientLength: 160, tickCount: 5 },
  } as const;
  return {
    width: side,
    height: side,
    title: { text: label(given.title, 90), subtitle: [...subtitleOf(given)], offset: 10 },
    view: { fill: '#d9d9d9' },
    data: { values: cellsOf(confusion) },
    layer: [
      { mark: 'rect', encoding: { x, y, color } },
      ...(names.length > mostNumbered
        ? []
        : [
            {
              transform: [{ filter: 'datum.share > 0' }],
              mark: { type: 'text', fontSize: 11 } as const,
              encoding: {
                x,
                y,
                text: { field: 'share', type: 'quantitative', format: '.0f' } as const,
                color: { condition: { test: 'datum.share > 60', value: 'white' }, value: '#1a1a1a' },
              },
            },
          ]),
    ],
  };
};

/** Confusion matrices below each other, as a vega-lite specification. */
export const confusionSpec = (confusions: readonly Confusion[]): TopLevelSpec => ({
  background: 'white',
  padding: 12,
  config,
  spacing: 40,
  vconcat: confusions.map(heatMap),
});

/**
 * A heat map of a confusion matrix as SVG: the rows are the true classes, each cell the share of its row's videos that got the
 * answer of its column. Rows without videos are grey. Up to 16 classes the cells hold their numbers, in per cent.
 *
 * @param matrix - `[truth][answer]`, counts of videos
 * @param names - of the classes, all different
 * @example
 * ```ts
 * import { confusionPicture } from './confusion.ts';
 * const svg = await confusionPicture([[9, 1], [4, 6]], ['even', 'odd'], 'after 600 videos');
 * console.log(svg.slice(0, 4)); // <svg
 * ```
 */
export const confusionPicture = (
  matrix: Confusion['matrix'],
  names: readonly string[],
  title: string,
): Promise<string> => drawSvg(confusionSpec([{ matrix, names, title }]));
