/** What a page tells. */
import { z } from 'zod';

const engine = z.object({
  threads: z.number(),
  sharedMemory: z.boolean(),
  relaxedSimd: z.boolean(),
  notes: z.array(z.string()).readonly(),
});

const digests = z.record(z.string(), z.string());

export const reportSchema = z.object({
  /** Before anything is compiled, and after all is. */
  before: engine,
  after: engine,
  /** How a program that can not be compiled is refused. */
  refusal: z.object({ isBackendFailure: z.boolean(), message: z.string(), tag: z.string() }).optional(),
  /** By backend, by job: a digest of the results. */
  runs: z.record(z.string(), digests),
});

const crashed = z.object({ crash: z.string() });

export type Report = Readonly<z.infer<typeof reportSchema>>;
export type Digests = Readonly<z.infer<typeof digests>>;

/** A report, or how the page broke. */
export const parseReport = (text: string): Report | { readonly crash: string } =>
  z.union([crashed, reportSchema]).parse(JSON.parse(text));
