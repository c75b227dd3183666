/** Random logs of runs, and logs on disk. */
import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { encodeEntry } from '../../src/cli/log/entry.ts';
import { type LogEntry, logPath } from '../../src/cli/log/index.ts';
import { rightOf } from '../io/support.ts';

const count = fc.nat({ max: 1_000_000 });
/** −0 is written as 0. */
const positiveZero = (x: number): number => (x === 0 ? 0 : x);
const measured = fc.oneof(
  fc.double().map(positiveZero),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map(positiveZero);
const seconds = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map(positiveZero);
const words = fc.string({ unit: 'grapheme', maxLength: 12 });

const progress = {
  step: count,
  videos: count,
  loss: measured,
  accuracy: share,
  rate: measured,
  gradientNorm: measured,
  videosPerSecond: measured,
  seconds,
  cpuSeconds: seconds,
};

const confusion = fc
  .integer({ min: 1, max: 4 })
  .chain((n) => fc.array(fc.array(count, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }));

const evaluation = {
  kind: fc.constant('eval' as const),
  step: count,
  videos: count,
  set: words.map((name) => `set ${name}`),
  count,
  loss: measured,
  top1: share,
  top5: share,
};

/** Any entry, with any numbers that its fields may hold. */
export const entries: fc.Arbitrary<LogEntry> = fc.oneof(
  fc.record({
    kind: fc.constant('start' as const),
    time: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date(1e14) })
      .map((date) => date.toISOString()),
    version: words,
    step: count,
    resumed: fc.boolean(),
    config: fc.dictionary(
      // JSON may have the key that objects of JavaScript treat otherwise; by chance it comes once in hundreds of runs.
      fc.oneof({ weight: 9, arbitrary: words }, { weight: 1, arbitrary: fc.constant('__proto__') }),
      fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value))),
    ),
  }),
  fc.record({ kind: fc.constant('pretrain' as const), ...progress }),
  fc.record({
    kind: fc.constant('train' as const),
    digits: fc.oneof(count, fc.array(count, { minLength: 1, maxLength: 3 })),
    ...progress,
  }),
  fc.record(evaluation),
  fc.record({ ...evaluation, confusion }),
  fc.record({ kind: fc.constant('checkpoint' as const), step: count, videos: count, file: words }),
  fc.record({
    kind: fc.constant('stop' as const),
    step: count,
    reason: fc.constantFrom('done' as const, 'interrupted' as const, 'not finite' as const),
    message: words,
  }),
);

export const logs = (maxLength: number): fc.Arbitrary<readonly LogEntry[]> =>
  fc.array(entries, { maxLength });

/** A log as a run writes it: steps never fall. */
export const ascending = (maxLength: number): fc.Arbitrary<readonly LogEntry[]> =>
  logs(maxLength).map((log) => log.toSorted((a, b) => a.step - b.step));

/** The bytes of each line, its end included. */
export const linesOf = (log: readonly LogEntry[]): readonly Uint8Array[] =>
  log.map((entry) => new TextEncoder().encode(`${rightOf(encodeEntry(entry))}\n`));

export const bytesOf = (log: readonly LogEntry[]): Uint8Array => Buffer.concat(linesOf(log));

/** Puts a log into the folder of a run, in whatever state. */
export const putLog = (folder: string, bytes: Uint8Array): Promise<void> => writeFile(logPath(folder), bytes);

/** A short entry of a step. */
export const checkpointAt = (step: number): LogEntry => ({
  kind: 'checkpoint',
  step,
  videos: 16 * step,
  file: 'a',
});

/** Whether an entry is refused, and why. */
export const refusalOf = (entry: LogEntry): string =>
  E.getOrElse((said: string) => `refused: ${said}`)(encodeEntry(entry));
