import type { EntryOf, LogEntry } from '../log/index.ts';
import type { Point } from './points.ts';

/** A run to draw. */
export interface Run {
  /** What the legend calls it. */
  readonly name: string;
  readonly entries: readonly LogEntry[];
}

/** What a network learned from: the phases of a run count their videos apart. */
export type Phase = 'pretrain' | 'train';

/** What is drawn of a phase. */
export type Quantity = 'loss' | 'accuracy';

/** One line of a picture. */
export interface Series {
  readonly run: string;
  /** Measured while training, or on the set of this name. */
  readonly set: string | undefined;
  /** Where the value is finite; accuracies in per cent. */
  readonly points: readonly Point[];
  /** Videos seen where it is not. */
  readonly notFinite: readonly number[];
}

type Measured = { readonly videos: number; readonly value: number };

const seriesOf = (run: string, set: string | undefined, measured: readonly Measured[]): Series => ({
  run,
  set,
  points: measured.filter(({ value }) => Number.isFinite(value)),
  notFinite: measured.filter(({ value }) => !Number.isFinite(value)).map(({ videos }) => videos),
});

/** The lines of one kind. */
export const entriesOf = <K extends LogEntry['kind']>(
  kind: K,
  entries: readonly LogEntry[],
): readonly EntryOf<K>[] => entries.filter((entry): entry is EntryOf<K> => entry.kind === kind);

/** The sets that a run was evaluated on, in the order in which they first come. */
export const setsOf = (entries: readonly LogEntry[]): readonly string[] => [
  ...new Set(entriesOf('eval', entries).map(({ set }) => set)),
];

/** What was measured while training. */
export const trainingSeries = ({ name, entries }: Run, phase: Phase, quantity: Quantity): Series =>
  seriesOf(
    name,
    undefined,
    entriesOf(phase, entries).map((entry) => ({
      videos: entry.videos,
      value: quantity === 'loss' ? entry.loss : 100 * entry.accuracy,
    })),
  );

/** What was measured on each set of evaluation; accuracy is top-1. */
export const evaluationSeries = ({ name, entries }: Run, quantity: Quantity): readonly Series[] =>
  setsOf(entries).map((set) =>
    seriesOf(
      name,
      set,
      entriesOf('eval', entries)
        .filter((entry) => entry.set === set)
        .map((entry) => ({
          videos: entry.videos,
          value: quantity === 'loss' ? entry.loss : 100 * entry.top1,
        })),
    ),
  );
