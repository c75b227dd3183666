import { isLayer } from '../../json-config/layers.ts';
import type { TrainConfig } from './schema.ts';

/** JSON for people: lists on one line. */
export const showJson = (value: unknown, indent = ''): string => {
  if (!isLayer(value)) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([key, at]) => `${inner}${JSON.stringify(key)}: ${showJson(at, inner)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
};

/**
 * A configuration as a file holds it: canonical JSON, every key written out in the order of the schema, lists on one line.
 * `resolveTrainConfig` reads it back.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { resolveTrainConfig } from './resolve.ts';
 * import { showTrainConfig } from './show.ts';
 * const config = resolveTrainConfig({ preset: 'tiny' });
 * if (E.isRight(config)) console.log(showTrainConfig(config.right).split('\n')[1]); //   "preset": "tiny",
 * ```
 */
export const showTrainConfig = (config: TrainConfig): string => `${showJson(config)}\n`;
