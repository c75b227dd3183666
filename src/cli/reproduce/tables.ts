/** The two tables of the report, as Markdown. */
import { rowNames } from '../train/config/index.ts';
import type { Accuracy, Outcome } from './outcome.ts';
import { paperTable } from './paper.ts';
import type { transferNames } from './plan.ts';

const count = (n: number): string => n.toLocaleString('en');

const percent = (share: number): string => (100 * share).toFixed(1);

const asText = ({ share, interval: [low, high] }: Accuracy): string =>
  `${percent(share)} (${percent(low)} to ${percent(high)})`;

/** What was reached, or how far the run is from it. */
const reached = ({ accuracy, seen, planned, begun }: Outcome): string => {
  if (accuracy !== undefined) return asText(accuracy);
  if (seen >= planned) return 'not tested yet';
  return begun.length === 0 ? 'not begun' : `not reached: ${count(seen)} of ${count(planned)} videos seen`;
};

const hours = ({ cpuSeconds }: Outcome): string =>
  cpuSeconds === undefined ? '–' : (cpuSeconds / 3600).toFixed(cpuSeconds < 360 ? 4 : 2);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** A table whose first column is to the left, the others to the right. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');

/** The six rows on 3 digits, beside those of the paper. */
export const ablationTable = (outcomes: readonly Outcome[], tested: number): string =>
  table(
    [
      'network',
      `here, % of ${count(tested)} test videos (95 % interval)`,
      'paper, 3 digits, %',
      'paper, 5 digits, %',
      'videos seen',
      'CPU-hours',
    ],
    rowNames.flatMap((row) => {
      const { title, three, five } = paperTable[row];
      const inPaper = [three, five].map((n) => n?.toFixed(1) ?? '–');
      return outcomes
        .filter(({ name }) => name === row)
        .map((outcome) => [title, reached(outcome), ...inPaper, count(outcome.seen), hours(outcome)]);
    }),
  );

const titles: Readonly<Record<(typeof transferNames)[number], string>> = {
  'five-from-three': 'from the 3-digit network',
  'five-from-nothing': 'from nothing',
  'five-final': 'the first one, gone on with: "final"',
};

/** What share of the final accuracy a run has, once both are known. */
const shareOf = ({ accuracy }: Outcome, final: Outcome | undefined): string => {
  const whole = final?.accuracy?.share;
  if (accuracy === undefined || whole === undefined) return 'not reached';
  return whole === 0 ? 'none: the final one is 0' : `${percent(accuracy.share / whole)} %`;
};

/** The runs on 5 digits. */
export const transferTable = (outcomes: readonly Outcome[], tested: number): string => {
  const of = (wanted: string) => outcomes.find(({ name }) => name === wanted);
  return table(
    [
      '5 digits',
      `right, % of ${count(tested)} test videos (95 % interval)`,
      'share of the final accuracy',
      'videos of 5 digits seen',
      'CPU-hours',
    ],
    (['five-from-three', 'five-from-nothing', 'five-final'] as const).flatMap((name) => {
      const outcome = of(name);
      if (outcome === undefined) return [];
      const before = name === 'five-final' ? (of('five-from-three')?.seen ?? 0) : 0;
      const seen = before > 0 && outcome.seen > 0 ? before + outcome.seen : outcome.seen;
      return [
        [titles[name], reached(outcome), shareOf(outcome, of('five-final')), count(seen), hours(outcome)],
      ];
    }),
  );
};
