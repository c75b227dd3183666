import type { TopLevelSpec } from 'vega-lite';
import type { Legends, LineKind } from './legends.ts';
import { rangeOf, rowsOf } from './panel-rows.ts';
import type { Series } from './series.ts';

/** One of several plots in a picture. */
export type Panel = Extract<TopLevelSpec, { readonly vconcat: unknown }>['vconcat'][number];

/** A plot of series over the videos seen. */
export interface CurvePanel {
  readonly series: readonly Series[];
  readonly width: number;
  readonly height: number;
  readonly xTitle: string;
  readonly yTitle: string;
  /** Whether the values are shares: their axis starts at 0, and shows all of them. */
  readonly isShare: boolean;
  /** How a series is drawn. */
  readonly lineOf: (series: Series) => LineKind;
  /** A line across at a height. */
  readonly chance?: (LineKind & { readonly value: number }) | undefined;
  readonly legends: Legends;
}

const notesOf = ({ series }: CurvePanel, above: number): readonly string[] => [
  ...(above > 0 ? [`${above} value${above === 1 ? '' : 's'} above the frame`] : []),
  ...(series.some(({ notFinite }) => notFinite.length > 0) ? ['✕ not finite'] : []),
];

const mostVideos = (series: readonly Series[]): number =>
  series
    .flatMap(({ points, notFinite }) => [...points.map(({ videos }) => videos), ...notFinite])
    .reduce((a, b) => Math.max(a, b), 1);

const only = (part: string) => [{ filter: { field: 'part', equal: part } }];

/** The plot: values as logged faint, their course in full; sets of evaluation dashed, with marks where they were measured. */
export const curvePanel = (panel: CurvePanel): Panel => {
  const { width, height, series, chance } = panel;
  const range = rangeOf(series, panel.isShare, chance?.value);
  const notes = notesOf(panel, range.above);
  const faint = new Set(series.map(({ run }) => run)).size > 2 ? 0.18 : 0.3;
  const clip = range.above > 0;
  const x = {
    field: 'videos',
    type: 'quantitative',
    title: panel.xTitle,
    scale: { domain: [0, mostVideos(series)] as [number, number], nice: false },
    axis: { format: ',d', labelFlush: false, tickCount: Math.round(width / 110), tickMinStep: 1 },
  } as const;
  const y = {
    field: 'value',
    type: 'quantitative',
    title: panel.yTitle,
    scale: { domain: [range.low, range.high] as [number, number], nice: true, zero: false },
    axis: { tickCount: 5, minExtent: 36, ...(range.high < 1e5 ? {} : { format: '.3g' }) },
  } as const;
  const { color, strokeDash, shape } = panel.legends;
  return {
    width,
    height,
    ...(notes.length === 0
      ? {}
      : { title: { text: notes.join(' · '), anchor: 'end', fontSize: 11 } as const }),
    data: { values: series.flatMap((each) => [...rowsOf(each, panel.lineOf(each), range)]) },
    layer: [
      {
        transform: only('raw'),
        mark: { type: 'line', strokeWidth: 1, opacity: faint, clip },
        encoding: { x, y, color },
      },
      {
        transform: only('line'),
        mark: { type: 'line', strokeWidth: 1.8, clip },
        encoding: { x, y, color, strokeDash },
      },
      {
        transform: only('mark'),
        mark: { type: 'point', filled: true, size: 40, opacity: 1 },
        encoding: { x, y, color, shape },
      },
      {
        transform: only('lost'),
        mark: { type: 'text', text: '✕', fontSize: 13, dy: 6 },
        encoding: { x, y: { value: 0 }, color },
      },
      ...(chance === undefined
        ? []
        : [
            {
              data: { values: [{ value: chance.value, line: chance.name }] },
              mark: { type: 'rule', color: '#595959', strokeWidth: 1.2 } as const,
              encoding: { y, strokeDash },
            },
          ]),
    ],
  };
};
