/** What a run in one place found, and all runs that are kept. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const numberOrNothing = z
  .number()
  .nullish()
  .transform((x) => x ?? undefined);

const result = z.object({
  participant: z.string(),
  ms: numberOrNothing,
  range: z
    .tuple([z.number(), z.number()])
    .readonly()
    .nullish()
    .transform((x) => x ?? undefined),
  difference: numberOrNothing,
  firstMs: numberOrNothing,
  error: z.string().optional(),
});

const row = z.object({
  task: z.string(),
  group: z.string(),
  results: z.array(result).readonly(),
  notes: z.record(z.string(), z.number()),
  /** How many units of work a run does. */
  amount: z.number(),
  unit: z.enum(['GFLOP', 'clips', 'videos']),
});

const run = z.object({
  kind: z.enum(['Chromium', 'Node']),
  title: z.string(),
  adapter: z.string(),
  isSoftware: z.boolean(),
  isQuick: z.boolean(),
  date: z.string(),
  command: z.string(),
  machine: z.string(),
  versions: z.record(z.string(), z.string()),
  rows: z.array(row).readonly(),
});

const runs = z.array(run).readonly();

export type TaskRow = Readonly<z.input<typeof row>>;
export type Run = Readonly<z.input<typeof run>>;
export type KeptRun = Readonly<z.infer<typeof run>>;

/** The runs in a file; none where there is no file. */
export const readRuns = (file: string): readonly KeptRun[] =>
  existsSync(file) ? runs.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];

/** Numbers as JSON keeps them: what is not finite becomes nothing. */
export const keptRuns = (made: readonly Run[]): readonly KeptRun[] =>
  runs.parse(JSON.parse(JSON.stringify(made)));

const keyOf = ({ kind, adapter, isQuick }: KeptRun): string => JSON.stringify([kind, adapter, isQuick]);

/** New runs in the place of older ones on the same adapter; real graphics processors first. */
export const mergeRuns = (kept: readonly KeptRun[], made: readonly KeptRun[]): readonly KeptRun[] => {
  const byKey = new Map([...kept, ...made].map((r) => [keyOf(r), r] as const));
  return [...byKey.values()].sort((a, b) => Number(a.isSoftware) - Number(b.isSoftware));
};
