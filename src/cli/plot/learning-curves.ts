import type { TopLevelSpec } from 'vega-lite';
import { drawSvg } from './draw.ts';
import { type Legends, type LineKind, legendsFor } from './legends.ts';
import { type CurvePanel, curvePanel, type Panel } from './panel.ts';
import {
  entriesOf,
  evaluationSeries,
  type Phase,
  type Quantity,
  type Run,
  setsOf,
  trainingSeries,
} from './series.ts';
import { config, label, setStyle } from './style.ts';

/** Of the whole picture's 900 pixels; the axes take the rest. */
const width = 780;

const training: LineKind = { name: 'training (faint: as logged)', dash: [], shape: 'circle' };

/** The line at which answers are as good as random ones; one of 46 answers, or one of 10 in pre-training. */
const chanceOf = (classes: number): LineKind & { readonly value: number } => ({
  name: `chance, 1 in ${classes}`,
  value: 100 / classes,
  dash: classes === 10 ? [1, 3] : [4, 4],
  shape: 'circle',
});

/** Whether any of the runs has a line of a phase. */
const has = (runs: readonly Run[], phase: Phase): boolean =>
  runs.some(({ entries }) => entries.some(({ kind }) => kind === phase));

/** Chance is known for pre-training, on single digits, and for videos of two digits or more: of fewer there is one answer. */
const chanceIn = (runs: readonly Run[], phase: Phase): ReturnType<typeof chanceOf> | undefined => {
  if (phase === 'pretrain') return has(runs, phase) ? chanceOf(10) : undefined;
  const digits = runs.flatMap(({ entries }) => entriesOf('train', entries).flatMap((entry) => entry.digits));
  return digits.some((n) => n >= 2) ? chanceOf(46) : undefined;
};

interface Sizes {
  readonly width: number;
  readonly height: number;
}

const panelsOf = (
  runs: readonly Run[],
  phase: Phase,
  lines: readonly LineKind[],
  legends: Legends,
  sizes: Sizes,
): readonly Panel[] => {
  const of = (quantity: Quantity): Omit<CurvePanel, 'yTitle' | 'isShare'> => ({
    ...sizes,
    legends,
    series: runs.flatMap((run) => [
      trainingSeries(run, phase, quantity),
      ...(phase === 'train' ? evaluationSeries(run, quantity) : []),
    ]),
    xTitle: phase === 'train' ? 'videos seen' : 'videos seen in pre-training',
    lineOf: ({ set }) => lines.find(({ name }) => set !== undefined && name === label(set)) ?? training,
  });
  return [
    curvePanel({ ...of('loss'), yTitle: 'loss, nats', isShare: false }),
    curvePanel({ ...of('accuracy'), yTitle: 'accuracy, %', isShare: true, chance: chanceIn(runs, phase) }),
  ];
};

/** The learning curves of some runs as a vega-lite specification: see {@link learningCurves}. */
export const learningCurvesSpec = (given: readonly Run[]): TopLevelSpec => {
  const runs = given.map(({ name, entries }) => ({ name: label(name), entries }));
  const sets = [...new Set(runs.flatMap(({ entries }) => setsOf(entries).map((set) => label(set))))];
  const lines: readonly LineKind[] = [
    training,
    ...sets.map((name, i) => ({ name, ...setStyle(i) })),
    ...(['train', 'pretrain'] as const).flatMap((phase) => chanceIn(runs, phase) ?? []),
  ];
  const legends = legendsFor(
    runs.map(({ name }) => name),
    lines,
    width,
  );
  const [tall, small] = [
    { width, height: 260 },
    { width: width / 2 - 40, height: 170 },
  ];
  return {
    background: 'white',
    padding: 12,
    config,
    vconcat: [
      ...(has(runs, 'train') ? panelsOf(runs, 'train', lines, legends, tall) : []),
      ...(has(runs, 'pretrain') ? [{ hconcat: [...panelsOf(runs, 'pretrain', lines, legends, small)] }] : []),
    ],
  };
};
/**
 * The learning curves of some runs, each in a colour of its own, as SVG: loss, and accuracy (top-1), over the videos seen; while
 * training as logged (faint) and smoothed, and on each set of evaluation; chance as a dashed line where it is known; below them,
 * where there was any, pre-training. Long logs are thinned out so that no spike is lost. Losses that are not finite are crosses
 * at the top of the frame; a few that stand far above the others leave it, and are counted there.
 *
 * @param runs - with names that are all different
 * @example
 * ```ts
 * import { learningCurves } from './learning-curves.ts';
 * const at = (step: number, loss: number) =>
 *   ({ kind: 'train', digits: 3, step, videos: 16 * step, loss, accuracy: 0.02, rate: 1e-3, gradientNorm: 1,
 *      videosPerSecond: 27, seconds: step }) as const;
 * const svg = await learningCurves([{ name: 'all-temp', entries: [at(1, 3.83), at(2, 3.8)] }]);
 * console.log(svg.slice(0, 4)); // <svg
 * ```
 */
export const learningCurves = (runs: readonly Run[]): Promise<string> => drawSvg(learningCurvesSpec(runs));
