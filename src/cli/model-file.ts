import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { openSafetensors, readTensor, renderIoError, type SafetensorsSource } from '../io/index.ts';
import { withFile } from '../io/node.ts';
import { parameterShapes, parameterTree, type RstgConfig, type RstgTree } from '../rstg/index.ts';
import type { Value } from '../tensor/value.ts';
import { valueFrom } from '../tensor/values.ts';
import { parseRstgConfig } from './config.ts';
import { Failure } from './failure.ts';

/** The parameters of a network as numbers. */
export type ParamValues = RstgTree<Value<[number, number]>, Value<[number]>>;

/** A network with features to run it on, as one safetensors file holds them. */
export interface ModelFile {
  readonly config: RstgConfig;
  readonly params: ParamValues;
  /** `[T, H, W, C]` */
  readonly features: Value<[number, number, number, number]>;
}

const prefix = 'params.';

const list = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;

/** The tensors that a configuration asks for: the features and every parameter. */
const wanted = (config: RstgConfig): ReadonlyMap<string, readonly number[]> =>
  new Map<string, readonly number[]>([
    ['features', [config.frames, config.height, config.width, config.channels]],
    ...[...parameterShapes(config)].map(([name, shape]) => [`${prefix}${name}`, shape] as const),
  ]);

/** What of a file's header does not fit its configuration, or nothing. Reads no tensor. */
const misfit = (header: SafetensorsSource['header'], config: RstgConfig): string | undefined => {
  const needs = wanted(config);
  const missing = [...needs.keys()].filter((name) => !header.tensors.has(name));
  if (missing.length > 0)
    return `missing ${missing[0] === 'features' ? 'tensor' : 'parameter'}: ${list(missing)}`;
  const extra = [...header.tensors.keys()].filter((name) => name.startsWith(prefix) && !needs.has(name));
  if (extra.length > 0) return `the configuration has no parameter ${list(extra)}`;
  for (const [name, shape] of needs) {
    const info = header.tensors.get(name);
    if (info === undefined) continue;
    if (info.dtype !== 'f32') return `${name} is ${info.dtype.toUpperCase()}, expected F32`;
    if (info.shape.join() !== shape.join()) {
      return `${name} has shape [${info.shape.join(', ')}], expected [${shape.join(', ')}]`;
    }
  }
  return undefined;
};

const readConfig = ({ metadata }: SafetensorsSource['header']): E.Either<string, RstgConfig> => {
  const json = metadata.get('config');
  return json === undefined
    ? E.left('no configuration: __metadata__ has no "config"')
    : pipe(
        parseRstgConfig(json),
        E.mapLeft((problem) => `bad configuration: ${problem}`),
      );
};

const readFloats = async (file: SafetensorsSource, name: string): Promise<Float32Array<ArrayBuffer>> => {
  const result = await readTensor(file, name)();
  if (E.isLeft(result)) throw new Failure(renderIoError(result.left));
  if (result.right.dtype !== 'f32')
    throw new Failure(`${name} is ${result.right.dtype.toUpperCase()}, expected F32`);
  return new Float32Array(result.right.data);
};

const readModel = async (file: SafetensorsSource): Promise<ModelFile> => {
  const parsed = readConfig(file.header);
  if (E.isLeft(parsed)) throw new Failure(parsed.left);
  const config = parsed.right;
  const problem = misfit(file.header, config);
  if (problem !== undefined) throw new Failure(problem);
  const arrays = new Map<string, Float32Array>();
  for (const name of wanted(config).keys()) arrays.set(name, await readFloats(file, name));
  const floats = (name: string): Float32Array => arrays.get(name) ?? new Float32Array();
  return {
    config,
    params: parameterTree(config, {
      matrix: (name, rows, columns) => valueFrom([rows, columns], floats(prefix + name)),
      vector: (name, size) => valueFrom([size], floats(prefix + name)),
    }),
    features: valueFrom([config.frames, config.height, config.width, config.channels], floats('features')),
  };
};

/**
 * Reads a network and its features: the configuration as JSON in `__metadata__.config`, `params.<name>` and
 * `features`, all F32. Other tensors are left alone.
 *
 * @throws (rejects) Failure naming the file and what is wrong with it
 */
export const readModelFile = async (path: string): Promise<ModelFile> => {
  const opened = await withFile(path, (source) =>
    pipe(
      openSafetensors(source),
      TE.flatMap((file) =>
        TE.fromTask(async () => readModel(file).then(E.right, (error: unknown) => E.left(error))),
      ),
    ),
  )();
  if (E.isLeft(opened)) throw new Failure(renderIoError(opened.left));
  if (E.isRight(opened.right)) return opened.right.right;
  const error = opened.right.left;
  throw error instanceof Failure ? new Failure(`${path}: ${error.message}`) : error;
};
