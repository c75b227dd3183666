import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import { Failure } from '../src/cli/failure.ts';
import { fromNamedLeaves } from '../src/cli/train/named-leaves.ts';
import { readTrained } from '../src/cli/train/trained.ts';
import { randomKey, type Values } from '../src/index.ts';
import { model, type Params } from './model.ts';

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** What was learned, and where it is told how. */
export const shipped = {
  file: here('examples/syncmnist-5-digits/model.safetensors'),
  card: 'examples/syncmnist-5-digits/README.md',
} as const;

/** The parameters in a file that `thwc export` wrote, if it is of the model that `model.ts` types. */
export const trainedParams = async (file: string = shipped.file): Promise<Values<Params>> => {
  const { config, named } = await readTrained(file);
  const { frames, channels, backbone, rstg } = model.config;
  const typed = { frames, channels, ...backbone, rstg };
  const { filters, padding } = config.backbone;
  const trained = {
    frames: config.data.frames,
    channels: config.backbone.frames,
    filters,
    padding,
    rstg: config.model,
  };
  if (!isDeepStrictEqual(trained, typed))
    throw new Failure(
      `${file} is not of the model of demo/model.ts: expected ${JSON.stringify(typed)}, got ${JSON.stringify(trained)}`,
    );
  const found = fromNamedLeaves({ params: model.init(randomKey(0)) }, named);
  if (E.isLeft(found))
    throw new Failure(`${file} does not hold the parameters of demo/model.ts: ${found.left}`);
  return found.right.params;
};
