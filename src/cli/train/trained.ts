import { stat } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { renderIoError } from '../../io/index.ts';
import { readSafetensorsFile } from '../../io/node.ts';
import type { Values } from '../../tensor/tree.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { Failure } from '../failure.ts';
import { readCheckpoint, valuesOf } from './checkpoint.ts';
import { newestWhole } from './checkpoints.ts';
import { type TrainConfig, trainConfigSchema } from './config/index.ts';
import { initialVideoParams, type VideoParams } from './model.ts';
import { fromNamedLeaves } from './named-leaves.ts';

/** What a run has learned: all that evaluation, or another run, needs of it. */
export interface Trained {
  /** Of the tensors. */
  readonly file: string;
  readonly config: TrainConfig;
  /** The parameters, by names that begin with `params.`. */
  readonly named: ReadonlyMap<string, AnyValue>;
}

/** Of all that a training holds, the parameters: not the optimiser's state. */
export const parameterLeaves = (named: ReadonlyMap<string, AnyValue>): ReadonlyMap<string, AnyValue> =>
  new Map([...named].filter(([name]) => name.startsWith('params.')));

/** Whether parameters are a classifier's, not those of a pre-training. */
export const isClassifier = (named: ReadonlyMap<string, AnyValue>): boolean =>
  [...named.keys()].some((name) => name.startsWith('params.rstg.'));

/** The classifier's parameters as its tree. */
export const paramsOf = ({ file, config, named }: Trained): Values<VideoParams> => {
  const found = fromNamedLeaves({ params: initialVideoParams(config) }, named);
  if (E.isLeft(found))
    throw new Failure(`${file} does not hold the classifier of its configuration: ${found.left}`);
  return found.right.params;
};

const ofTensors = async (
  file: string,
): Promise<E.Either<string, Pick<Trained, 'file' | 'config' | 'named'>>> => {
  const read = await readSafetensorsFile(file)();
  if (E.isLeft(read)) return E.left(renderIoError(read.left));
  const text = read.right.metadata.get('config');
  const config = E.tryCatch(
    () => trainConfigSchema.parse(JSON.parse(text ?? '')),
    () => `${file}: no checkpoint of thwc train: __metadata__.config is not a configuration`,
  );
  if (E.isLeft(config)) return config;
  const named = valuesOf(read.right);
  return E.isLeft(named)
    ? E.left(`${file}: ${named.left}`)
    : E.right({ file, config: config.right, named: named.right });
};

const ofFolder = async (folder: string): Promise<E.Either<string, Trained>> =>
  E.fromNullable(`${folder} holds no checkpoint`)(await newestWhole(folder));

/**
 * What was learned by the run in a folder (its newest whole checkpoint), or is in one checkpoint: its JSON, which also tells whether the
 * tensors are those that were written, or the tensors' file alone.
 */
export const readTrained = async (path: string): Promise<Trained> => {
  const found = await stat(path).catch(() => undefined);
  const read =
    found?.isDirectory() === true
      ? await ofFolder(path)
      : path.endsWith('.json')
        ? await readCheckpoint(path.replace(/\.json$/, ''))
        : await ofTensors(path);
  if (E.isLeft(read)) throw new Failure(read.left);
  const { file, config, named } = read.right;
  return { file, config, named: parameterLeaves(named) };
};
