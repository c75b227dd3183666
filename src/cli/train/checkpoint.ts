/**
 * Checkpoints: `checkpoint-<step>.safetensors` holds the numbers, `checkpoint-<step>.json` all else. Each is written all or
 * nothing, the JSON last: a checkpoint is there when its JSON is, and whole when the hashes in it say so, of the tensors' file and
 * of the JSON itself.
 */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { z } from 'zod';
import {
  type FileTensor,
  type IoError,
  parseSafetensors,
  renderIoError,
  safetensorsChunks,
  type TensorFile,
  tensorsOf,
} from '../../io/index.ts';
import { readFileBytes, writeFileAtomic } from '../../io/node.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { makeValue } from '../../tensor/values.ts';
import { Failure } from '../failure.ts';
import { isLayer } from '../json-config/layers.ts';
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

const format = 'thwc checkpoint 1';

const checkpointSchema = z.strictObject({
  format: z.literal(format),
  tensors: z.string(),
  sha256: z.string(),
  position: positionSchema,
  mnist: z.string(),
  config: trainConfigSchema,
});

/** A run between two steps: all that the next one follows from, besides the configuration. */
export interface Snapshot {
  readonly position: Position;
  /** Parameters and the optimiser's state, as files name them: `params.…` and `optimiser.…`. */
  readonly named: ReadonlyMap<string, AnyValue>;
}

/** What a run follows from: the same run is the same numbers. */
export interface Origin {
  readonly config: TrainConfig;
  /** Of the digits, as `mnistHash` gives it. */
  readonly mnist: string;
}

/** A checkpoint that was read and found whole. */
export interface Checkpoint extends Snapshot, Origin {
  /** Of the tensors. */
  readonly file: string;
}

/** What the files of checkpoints begin with. */
export const checkpointPrefix = 'checkpoint-';

const nameOf = (step: number): string => `${checkpointPrefix}${String(step).padStart(9, '0')}`;

const hashOf = (chunks: readonly (Uint8Array | string)[]): string =>
  chunks.reduce((hash, chunk) => hash.update(chunk), createHash('sha256')).digest('hex');

/** A value as files hold it. */
export const asFileTensor = ({ dtype, shape, data }: AnyValue): FileTensor => {
  if (data instanceof Float32Array) return { dtype: 'f32', shape, data };
  if (data instanceof Int32Array) return { dtype: 'i32', shape, data };
  return { dtype: dtype === 'bool' ? 'bool' : 'u8', shape, data };
};

/** The tensors of a file as values; other element types than those of values are none of ours. */
export const valuesOf = ({ tensors }: TensorFile): E.Either<string, ReadonlyMap<string, AnyValue>> => {
  const values = new Map<string, AnyValue>();
  for (const [name, { dtype, shape, data }] of tensors) {
    if (data instanceof Float32Array) values.set(name, makeValue(shape, 'f32', data));
    else if (data instanceof Int32Array) values.set(name, makeValue(shape, 'i32', data));
    else return E.left(`${name} is ${dtype.toUpperCase()}, expected F32 or I32`);
  }
  return E.right(values);
};

const done = async (task: TE.TaskEither<IoError, void>): Promise<void> => {
  const result = await task();
  if (E.isLeft(result)) throw new Failure(renderIoError(result.left));
};

/** With a hash of itself: a digit that changed on the disk would still be sound JSON, and go on from elsewhere. */
const sealed = (body: object): string =>
  `${JSON.stringify({ ...body, check: hashOf([JSON.stringify(body)]) }, null, 2)}\n`;

const unsealed = (text: string): E.Either<string, unknown> => {
  const json = E.tryCatch(
    (): unknown => JSON.parse(text),
    () => 'not JSON',
  );
  if (E.isLeft(json)) return json;
  if (!isLayer(json.right) || json.right.format !== format)
    return E.left('not the description of a checkpoint');
  const { check, ...body } = json.right;
  return check === hashOf([JSON.stringify(body)])
    ? E.right(body)
    : E.left('not what was written: its own hash differs');
};

/**
 * Writes a checkpoint into a run's folder; gives the tensors' file. `announced` is what is to be on the disk before the checkpoint
 * counts: it is waited for when all but the JSON is written.
 */
export const writeCheckpoint = async (
  folder: string,
  { config, mnist }: Origin,
  { position, named }: Snapshot,
  announced: (file: string) => Promise<void> = async () => undefined,
): Promise<string> => {
  const name = nameOf(position.step);
  const path = join(folder, `${name}.safetensors`);
  const chunks = safetensorsChunks({
    tensors: new Map([...named].map(([key, value]) => [key, asFileTensor(value)])),
    metadata: new Map([
      ['kind', 'thwc-train'],
      ['config', JSON.stringify(config)],
    ]),
  });
  if (E.isLeft(chunks)) throw new Failure(`${path}: ${renderIoError(chunks.left)}`);
  await done(writeFileAtomic(path, chunks.right));
  try {
    await announced(path);
    const [tensors, sha256] = [`${name}.safetensors`, hashOf(chunks.right)];
    const text = sealed({ format, tensors, sha256, position, mnist, config });
    await done(writeFileAtomic(join(folder, `${name}.json`), [new TextEncoder().encode(text)]));
  } catch (reason) {
    // Without its JSON it is no checkpoint, and a full disk wants the room.
    await rm(path, { force: true }).catch(() => undefined);
    throw reason;
  }
  return path;
};

/** Reads a checkpoint, by its path without the ending; says what is wrong with one that is broken. */
export const readCheckpoint = async (path: string): Promise<E.Either<string, Checkpoint>> => {
  const text = await readFileBytes(`${path}.json`)();
  if (E.isLeft(text)) return E.left(renderIoError(text.left));
  const body = unsealed(new TextDecoder().decode(text.right));
  if (E.isLeft(body)) return E.left(`${path}.json: ${body.left}`);
  const described = checkpointSchema.safeParse(body.right);
  if (!described.success) return E.left(`${path}.json: not the description of a checkpoint`);
  const { sha256, position, mnist, config } = described.data;
  const file = `${path}.safetensors`;
  const bytes = await readFileBytes(file)();
  if (E.isLeft(bytes)) return E.left(renderIoError(bytes.left));
  if (hashOf([bytes.right]) !== sha256) return E.left(`${file}: not what was written: its SHA-256 differs`);
  const read = E.flatMap(tensorsOf)(parseSafetensors(bytes.right));
  if (E.isLeft(read)) return E.left(`${file}: ${renderIoError(read.left)}`);
  const named = valuesOf(read.right);
  return E.isLeft(named)
    ? E.left(`${file}: ${named.left}`)
    : E.right({ file, position, mnist, config, named: named.right });
};
