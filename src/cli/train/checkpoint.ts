/**
 * Checkpoints: `checkpoint-<step>.safetensors` holds the numbers, `checkpoint-<step>.json` all else. Each is written all or
 * nothing, the JSON last: it names the tensors' file and its hash, so a checkpoint is there when its JSON is.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { z } from 'zod';
import { type FileTensor, renderIoError, type TensorFile } from '../../io/index.ts';
import { readSafetensorsFile, writeFileAtomic, writeSafetensorsFile } from '../../io/node.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { makeValue } from '../../tensor/values.ts';
import { Failure } from '../failure.ts';
import { type TrainConfig, trainConfigSchema } from './config/index.ts';

const natural = z.int().min(0);

/** Sums since the last line of the log. */
const windowSchema = z.strictObject({
  steps: natural,
  videos: natural,
  loss: z.number(),
  hits: natural,
  gradientNorm: z.number(),
});

const positionSchema = z.strictObject({
  phase: z.enum(['pretrain', 'train']),
  /** Steps of the optimiser since the run began, and since the phase did. */
  step: natural,
  phaseStep: natural,
  /** Videos of the phase that were seen: the number of the next one. */
  videos: natural,
  rate: z.unknown(),
  window: windowSchema,
});

/** Where a run stands, besides its tensors. */
export type Position = Readonly<z.output<typeof positionSchema>>;

const checkpointSchema = z.strictObject({
  format: z.literal('thwc checkpoint 1'),
  tensors: z.string(),
  sha256: z.string(),
  position: positionSchema,
  config: trainConfigSchema,
});

/** A checkpoint that was read and found whole. */
export interface Checkpoint {
  readonly file: string;
  readonly position: Position;
  readonly config: TrainConfig;
  readonly named: ReadonlyMap<string, AnyValue>;
}

const prefix = 'checkpoint-';

const nameOf = (step: number): string => `${prefix}${String(step).padStart(9, '0')}`;

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const asFileTensor = ({ dtype, shape, data }: AnyValue): FileTensor => {
  if (data instanceof Float32Array) return { dtype: 'f32', shape, data };
  if (data instanceof Int32Array) return { dtype: 'i32', shape, data };
  return { dtype: dtype === 'bool' ? 'bool' : 'u8', shape, data };
};

/** The tensors of a file as values; other element types than those of values are none of ours. */
const valuesOf = ({ tensors }: TensorFile): E.Either<string, ReadonlyMap<string, AnyValue>> => {
  const values = new Map<string, AnyValue>();
  for (const [name, { dtype, shape, data }] of tensors) {
    if (data instanceof Float32Array) values.set(name, makeValue(shape, 'f32', data));
    else if (data instanceof Int32Array) values.set(name, makeValue(shape, 'i32', data));
    else return E.left(`${name} is ${dtype.toUpperCase()}, expected F32 or I32`);
  }
  return E.right(values);
};

/** Writes a checkpoint into a run's folder; gives the tensors' file. */
export const writeCheckpoint = async (
  folder: string,
  config: TrainConfig,
  position: Position,
  named: ReadonlyMap<string, AnyValue>,
): Promise<string> => {
  const name = nameOf(position.step);
  const path = join(folder, `${name}.safetensors`);
  const written = await writeSafetensorsFile(path, {
    tensors: new Map([...named].map(([key, value]) => [key, asFileTensor(value)])),
    metadata: new Map([
      ['kind', 'thwc-train'],
      ['config', JSON.stringify(config)],
    ]),
  })();
  if (E.isLeft(written)) throw new Failure(renderIoError(written.left));
  const json = {
    format: 'thwc checkpoint 1',
    tensors: `${name}.safetensors`,
    sha256: hashOf(await readFile(path)),
    position,
    config,
  };
  const text = new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`);
  const described = await writeFileAtomic(join(folder, `${name}.json`), [text])();
  if (E.isLeft(described)) throw new Failure(renderIoError(described.left));
  return path;
};

/** The checkpoints of a folder, the newest first: paths without their ending. */
export const checkpointsIn = async (folder: string): Promise<readonly string[]> => {
  const files = await readdir(folder).catch((): string[] => []);
  return files
    .filter((file) => /^checkpoint-\d+\.json$/.test(file))
    .toSorted()
    .toReversed()
    .map((file) => join(folder, file.replace(/\.json$/, '')));
};

/** Removes all but the newest checkpoints, and what a killed process left behind. */
export const pruneCheckpoints = async (folder: string, keep: number): Promise<void> => {
  const kept = new Set((await checkpointsIn(folder)).slice(0, keep));
  // Sorted, so that the JSON goes first: without it there is no checkpoint.
  for (const file of (await readdir(folder)).toSorted()) {
    const isOld =
      file.startsWith(prefix) && !kept.has(join(folder, file.replace(/\.(json|safetensors)$/, '')));
    const isTorn = file.startsWith(`.${prefix}`) && file.endsWith('.tmp');
    if (isTorn || isOld) await rm(join(folder, file), { force: true });
  }
};

/** Reads a checkpoint; says what is wrong with one that is broken. */
export const readCheckpoint = async (path: string): Promise<E.Either<string, Checkpoint>> => {
  const json = await readFile(`${path}.json`, 'utf8').then(E.right, (e: unknown) => E.left(String(e)));
  if (E.isLeft(json)) return json;
  const parsed = E.tryCatch(
    () => checkpointSchema.parse(JSON.parse(json.right)),
    () => `${path}.json is not the description of a checkpoint`,
  );
  if (E.isLeft(parsed)) return parsed;
  const { tensors, sha256, position, config } = parsed.right;
  const file = `${path}.safetensors`;
  const bytes = await readFile(file).catch(() => undefined);
  if (bytes === undefined) return E.left(`${file}, which ${tensors} is in, can not be read`);
  if (hashOf(bytes) !== sha256) return E.left(`${file} is not what was written: its SHA-256 differs`);
  const read = await readSafetensorsFile(file)();
  if (E.isLeft(read)) return E.left(renderIoError(read.left));
  const named = valuesOf(read.right);
  return E.isLeft(named)
    ? E.left(`${file}: ${named.left}`)
    : E.right({ file, position, config, named: named.right });
};

/** The configuration and the parameters (`params.…`) of a checkpoint's tensor file: all that evaluation needs. */
export const readTrained = async (
  path: string,
): Promise<{ readonly config: TrainConfig; readonly named: ReadonlyMap<string, AnyValue> }> => {
  const read = await readSafetensorsFile(path)();
  if (E.isLeft(read)) throw new Failure(renderIoError(read.left));
  const text = read.right.metadata.get('config');
  const config = E.tryCatch(
    () => trainConfigSchema.parse(JSON.parse(text ?? '')),
    () => `${path}: no checkpoint of thwc train: __metadata__.config is not a configuration`,
  );
  if (E.isLeft(config)) throw new Failure(config.left);
  const named = valuesOf(read.right);
  if (E.isLeft(named)) throw new Failure(`${path}: ${named.left}`);
  return {
    config: config.right,
    named: new Map([...named.right].filter(([name]) => name.startsWith('params.'))),
  };
};

export const readCheckpointParams = async (path: string): Promise<ReadonlyMap<string, AnyValue>> =>
  (await readTrained(path)).named;
