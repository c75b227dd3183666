import * as E from 'fp-ts/lib/Either.js';
import { z } from 'zod';
import { isLayer, type Layer } from '../json-config/layers.ts';
import { count, measured, share } from './number.ts';

/** What every line says: how many steps of the optimiser were done since the run began, pre-training included. */
const at = { step: count };

/** Means over the steps since the last such line, and the state of the optimiser at this one. */
const progress = {
  ...at,
  /** Videos seen so far in this phase: pre-training and training count apart. */
  videos: count,
  loss: measured,
  /** Top-1, 0 … 1. */
  accuracy: share,
  /** The learning rate. */
  rate: measured,
  /** The global norm of the gradient before clipping. */
  gradientNorm: measured,
  videosPerSecond: measured,
  /** Since this process began to train. */
  seconds: z.number().min(0),
  /** Of all threads of the process since then; logs of earlier versions do not say. */
  cpuSeconds: z.number().min(0).optional(),
};

const isSquare = (rows: readonly (readonly number[])[]): boolean =>
  rows.length > 0 && rows.every((row) => row.length === rows.length);

const confusion = z
  .array(z.array(count).readonly())
  .readonly()
  .refine(isSquare, 'expected as many columns as rows, and at least one');

/**
 * Kept as it is. Not `z.record`: that leaves out a key `__proto__`, which JSON may have, and the log would not give back
 * what was written.
 */
const anyObject = z.custom<Layer>(isLayer, 'expected an object');

const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    time: z.iso.datetime({ offset: true }),
    /** Of this package. */
    version: z.string(),
    ...at,
    resumed: z.boolean(),
    config: anyObject,
    /** What computes, on what, and why not something better; logs of earlier versions do not say. */
    backend: z.object({ name: z.string(), on: z.string(), notes: z.array(z.string()).readonly() }).optional(),
  }),
  z.object({ kind: z.literal('pretrain'), ...progress }),
  z.object({
    kind: z.literal('train'),
    /** Digits in a video; several where videos of a mix alternate. */
    digits: z.union([count, z.array(count).min(1).readonly()]),
    ...progress,
  }),
  z.object({
    kind: z.literal('eval'),
    ...at,
    videos: count,
    /** The name of the set of videos. */
    set: z.string().min(1),
    /** Videos in it. */
    count,
    loss: measured,
    top1: share,
    top5: share,
    /** `[class, answer]` how many videos of a class got which answer. */
    confusion: confusion.optional(),
  }),
  z.object({ kind: z.literal('checkpoint'), ...at, videos: count, file: z.string() }),
  z.object({
    kind: z.literal('stop'),
    ...at,
    reason: z.enum(['done', 'interrupted', 'not finite']),
    message: z.string(),
    /** As in the lines before. */
    cpuSeconds: progress.cpuSeconds,
  }),
]);

/**
 * One line of the log of a run, by `kind`. Shares (`accuracy`, `top1`, `top5`) are 0 … 1; measured numbers (`loss`,
 * `rate`, `gradientNorm`, `videosPerSecond`) may be NaN or infinite. `step` counts the optimiser's steps since the
 * run began, pre-training included, and never falls from line to line; `videos` counts those of the phase.
 */
export type LogEntry = Readonly<z.output<typeof entrySchema>>;

/** The lines of one kind: `EntryOf<'eval'>`. */
export type EntryOf<Kind extends LogEntry['kind']> = Extract<LogEntry, { readonly kind: Kind }>;

/** What is wrong first; one line of a log rarely has two mistakes. */
const problemOf = (error: z.ZodError): string => {
  const [issue] = error.issues;
  if (issue === undefined) return 'not a line of a log';
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
};

/** An entry as one line of JSON, without its end; says what is wrong with one that could not be read again. */
export const encodeEntry = (entry: LogEntry): E.Either<string, string> => {
  const encoded = z.safeEncode(entrySchema, entry);
  return encoded.success ? E.right(JSON.stringify(encoded.data)) : E.left(problemOf(encoded.error));
};

/** Reads a line. Fields that this version does not know are left out: a newer log can be plotted. */
export const decodeEntry = (line: string): E.Either<string, LogEntry> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(line),
    () => 'not JSON',
  );
  if (E.isLeft(json)) return json;
  const decoded = entrySchema.safeParse(json.right);
  return decoded.success ? E.right(decoded.data) : E.left(problemOf(decoded.error));
};
