import type { Layer } from '../../json-config/layers.ts';
import { publishedSchema } from '../../json-config/outline.ts';
import { presets } from './presets.ts';
import { trainFile } from './schema.ts';

const about = Object.entries(presets).map(([name, { description }]) => `${name}: ${description}`);

/**
 * The JSON Schema (draft 2020-12) of a configuration file of `thwc train`, as `schemas/train.schema.json` publishes it. It knows every key and what
 * each may be; what must fit together is checked when the file is read.
 */
export const trainJsonSchema: Layer = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'thwc train',
  description: `A training run. Every key may be left out. Presets: ${about.join('. ')}. Defaults are those of "small".`,
  ...publishedSchema(trainFile),
};
