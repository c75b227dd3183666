import * as E from 'fp-ts/lib/Either.js';
import { z } from 'zod';
import { parseJson } from '../io/json.ts';
import {
  configMistakes,
  edgeRules,
  gatherRules,
  type RstgConfig,
  readouts,
  schedules,
  timeReadouts,
  updateRules,
} from '../rstg/index.ts';

const natural = z.int().min(1);

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
  readout: z.enum(readouts),
  time: z.enum(timeReadouts),
});

const show = ({ path, message }: z.core.$ZodIssue): string => {
  const said = message.endsWith('received undefined') ? 'missing' : message;
  return path.length === 0 ? said : `${path.join('.')}: ${said}`;
};

/** The first few of a list of mistakes: one line must stay readable. */
const some = (mistakes: readonly string[]): string => {
  const shown = mistakes.slice(0, 4).map((text) => (text.length > 200 ? `${text.slice(0, 200)}…` : text));
  return [
    ...shown,
    ...(mistakes.length > shown.length ? [`and ${mistakes.length - shown.length} more`] : []),
  ].join('; ');
};

/** Reads a configuration from JSON text; what is wrong is said in one line that names the keys. */
export const parseRstgConfig = (json: string): E.Either<string, RstgConfig> => {
  // JSON.parse takes the last of two equal keys; a configuration that says two things is refused.
  const strict = parseJson(json);
  if (E.isLeft(strict)) return E.left(`not sound JSON: ${strict.left}`);
  const parsed = rstgConfigSchema.safeParse(JSON.parse(json));
  if (!parsed.success) return E.left(some(parsed.error.issues.map(show)));
  const mistakes = configMistakes(parsed.data);
  return mistakes.length === 0 ? E.right(parsed.data) : E.left(some(mistakes));
};
