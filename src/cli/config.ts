import * as E from 'fp-ts/lib/Either.js';
import { z } from 'zod';
import {
  configMistakes,
  edgeRules,
  gatherRules,
  normRules,
  type RstgConfig,
  readouts,
  schedules,
  timeReadouts,
  updateRules,
} from '../rstg/index.ts';
import { mistakesIn } from './json-config/mistakes.ts';
import { configKind } from './json-config/outline.ts';
import { some } from './json-config/some.ts';
import { parseConfigText } from './json-config/text.ts';

/** A whole number of at least one. */
export const natural = z.int().min(1);

/** The configuration of a network as JSON (RSTG.md, §Config): all keys, no others. */
export const rstgConfigSchema = z.strictObject({
  frames: natural,
  height: natural,
  width: natural,
  channels: natural,
  scales: z.array(natural).min(1),
  dim: natural,
  iterations: natural,
  schedule: z.enum(schedules),
  edges: z.enum(edgeRules),
  gather: z.enum(gatherRules),
  positional: z.strictObject({ size: natural, sigma: z.number().positive() }).nullable(),
  update: z.enum(updateRules),
  norm: z.enum(normRules).exactOptional(),
  residual: z.boolean().exactOptional(),
  readout: z.enum(readouts),
  time: z.enum(timeReadouts),
});

const rstgConfig = configKind(rstgConfigSchema);

/** Reads a configuration from JSON text; what is wrong is said in one line that names the keys. */
export const parseRstgConfig = (json: string): E.Either<string, RstgConfig> => {
  const read = parseConfigText(json);
  if (E.isLeft(read)) return read;
  const parsed = rstgConfigSchema.safeParse(read.right);
  if (!parsed.success) return E.left(some(mistakesIn(rstgConfig, read.right)));
  const mistakes = configMistakes(parsed.data);
  return mistakes.length === 0 ? E.right(parsed.data) : E.left(some(mistakes));
};
