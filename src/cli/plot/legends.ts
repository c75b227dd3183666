import { type LineStyle, runColours } from './style.ts';
import { textWidth } from './text-width.ts';

/** A kind of line, as the legend names it. */
export interface LineKind extends LineStyle {
  readonly name: string;
}

/** As many columns as leave room for the longest name, its symbol, and what stands between columns. */
const columnsFor = (names: readonly string[], width: number): number => {
  const longest = names.reduce((most, name) => Math.max(most, textWidth(name, 12)), 1);
  return Math.max(1, Math.min(names.length, Math.floor(width / (longest + 60))));
};

const legend = (names: readonly string[], width: number) =>
  ({
    title: null,
    orient: 'top',
    direction: 'horizontal',
    symbolType: 'stroke',
    symbolSize: 700,
    symbolStrokeWidth: 2.5,
    symbolOpacity: 1,
    labelLimit: width,
    columns: columnsFor(names, width),
  }) as const;

/** How the series of all plots of a picture are told apart: runs by colour, kinds of lines by dashes and marks. */
export const legendsFor = (runs: readonly string[], lines: readonly LineKind[], width: number) => {
  const names = lines.map(({ name }) => name);
  return {
    color: {
      field: 'run',
      type: 'nominal',
      scale: { domain: [...runs], range: [...runColours(runs.length)] },
      legend: legend(runs, width),
    },
    strokeDash: {
      field: 'line',
      type: 'nominal',
      scale: { domain: names, range: lines.map(({ dash }) => [...dash]) },
      legend: legend(names, width),
    },
    // The marks of a line are the shape that its rows name.
    shape: { field: 'shape', type: 'nominal', scale: null, legend: null },
  } as const;
};

export type Legends = ReturnType<typeof legendsFor>;
