/** What a page tells of the backend of gpu.js. */
import { z } from 'zod';

const reason = z.object({ mode: z.string(), reason: z.string() });

const device = z.object({
  mode: z.string(),
  adapter: z.string(),
  instead: z.array(reason).readonly(),
  mostNumbers: z.number(),
});

const failure = z.object({ _tag: z.string(), message: z.string() });

const check = z.object({
  name: z.string(),
  /** What was seen, in words. */
  said: z.string(),
  /** What is wrong. */
  problem: z.string().optional(),
  seconds: z.number(),
});

const reportSchema = z.object({
  /** What the mode that the page was asked for runs on, or the error value. */
  device: z.union([device, failure]),
  checks: z.array(check).readonly(),
});

export type Report = Readonly<z.infer<typeof reportSchema>>;
export type Check = Readonly<z.infer<typeof check>>;

const crashed = z.object({ crash: z.string() });

/** A report, or how the page broke. */
export const parseReport = (text: string): Report | Readonly<z.infer<typeof crashed>> =>
  z.union([crashed, reportSchema]).parse(JSON.parse(text));
