import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { AnyValue } from '../../tensor/value.ts';
import { Failure, printable } from '../failure.ts';
import type { Layer } from '../json-config/layers.ts';
import type { Checkpoint } from './checkpoint.ts';
import { newestWhole } from './checkpoints.ts';
import {
  type ConfigFile,
  readConfigFile,
  resolveTrainConfig,
  sameRun,
  type TrainConfig,
} from './config/index.ts';
import { initialDigitMapParams, initialDigitParams, initialVideoParams } from './model.ts';
import { fromNamedLeaves } from './named-leaves.ts';
import { isClassifier, readTrained } from './trained.ts';

/** What there is to do: a new run, or one to go on with. */
export interface Task {
  readonly folder: string;
  readonly config: TrainConfig;
  readonly from: Checkpoint | undefined;
}

const right = <A>(result: E.Either<string, A>): A => {
  if (E.isLeft(result)) throw new Failure(result.left);
  return result.right;
};

const configFile = (path: string | undefined): Promise<ConfigFile | undefined> =>
  path === undefined ? Promise.resolve(undefined) : readConfigFile(path)().then(right);

/** A new run in a folder, `runs/<preset>` unless it is given. */
export const newRun = async (
  path: string | undefined,
  out: string | undefined,
  flags: Layer,
): Promise<Task> => {
  const config = right(resolveTrainConfig({ file: await configFile(path), flags }));
  return { folder: out ?? join('runs', config.preset), config, from: undefined };
};

/** Refuses a folder that a run has written into. */
export const demandNoRun = async (folder: string): Promise<void> => {
  const there = await readdir(folder).catch((): string[] => []);
  if (there.some((file) => /^(config\.json|log\.jsonl|checkpoint-.*)$/.test(file)))
    throw new Failure(
      `${folder} holds a run already: go on with it by --resume ${folder}, or give another folder by --out`,
    );
};

/** The newest whole checkpoint of a run whose settings are in a file; none where it has none yet. */
export const lastOf = async (
  folder: string,
  configFile: string,
  config: TrainConfig,
): Promise<Checkpoint | undefined> => {
  const from = await newestWhole(folder);
  // config.json may have been changed by hand.
  const changed = from === undefined ? [] : sameRun(from.config, config);
  if (from !== undefined && changed.length > 0)
    throw new Failure(
      `${configFile} does not say what ${from.file} was trained with: it differs in ${changed.join(', ')}`,
    );
  return from;
};

/** The run in a folder, to be gone on with from its newest whole checkpoint; what is asked for besides must not change its numbers. */
export const oldRun = async (folder: string, path: string | undefined, flags: Layer): Promise<Task> => {
  const saved = await readConfigFile(join(folder, 'config.json'))();
  if (E.isLeft(saved)) throw new Failure(`${folder} holds no run to go on with: ${saved.left}`);
  const before = right(resolveTrainConfig({ file: saved.right }));
  const config = right(resolveTrainConfig({ file: (await configFile(path)) ?? saved.right, flags }));
  const differing = sameRun(before, config);
  if (differing.length > 0)
    throw new Failure(
      `${folder} can not go on with other settings of ${differing.join(', ')}: they change its numbers; begin a new run, from its checkpoint with --start if that is meant`,
    );
  const from = await lastOf(folder, saved.right.name, config);
  if (from === undefined)
    process.stderr.write(`thwc: ${printable(`${folder} holds no checkpoint yet: the run begins anew`)}\n`);
  return { folder, config, from };
};

/** What a pre-training of a configuration has learned, as a tree. */
const pretrainedLike = (config: TrainConfig): unknown =>
  config.backbone.frames === 2 ? initialDigitMapParams(config) : initialDigitParams(config);

/**
 * The parameters that a new run begins with in the place of drawn ones: all of its classifier, or those of a run that is still in its
 * pre-training, and no others.
 */
export const startOf = async ({ config, from }: Task): Promise<ReadonlyMap<string, AnyValue> | undefined> => {
  // A run that goes on in its training holds them already.
  if (config.start === null || from?.position.phase === 'train') return undefined;
  const { file, named } = await readTrained(config.start);
  const like = isClassifier(named) ? initialVideoParams(config) : pretrainedLike(config);
  const fits = fromNamedLeaves({ params: like }, named);
  if (E.isLeft(fits))
    throw new Failure(
      `${file}, which the run is to start from, does not fit the configuration: ${fits.left}`,
    );
  return named;
};
