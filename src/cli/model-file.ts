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
  /** What the output's gradient is taken of, of the output's shape; only where it is asked for. */
  readonly cotangent?: Value;
}

/** What of a model file is read besides the network and its features. */
export interface ModelParts {
  readonly cotangent: boolean;
}

const prefix = 'params.';

const list = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;

const volume = ({ frames, height, width, channels }: RstgConfig) =>
  [frames, height, width, channels] as const;

const outputShape = (config: RstgConfig): readonly number[] =>
  config.readout === 'vec' ? [config.dim] : volume(config);

/** The tensors that a configuration asks for: the features and every parameter; the cotangent if it is wanted. */
const wanted = (config: RstgConfig, { cotangent }: ModelParts): ReadonlyMap<string, readonly number[]> =>
  new Map<string, readonly number[]>([
    ['features', volume(config)],
    ...(cotangent ? [['cotangent', outputShape(config)] as const] : []),
    ...[...parameterShapes(config)].map(([name, shape]) => [`${prefix}${name}`, shape] as const),
  ]);

/** What of a file's header does not fit its configuration, or nothing. Reads no tensor. */
const misfit = (
  header: SafetensorsSource['header'],
  config: RstgConfig,
  parts: ModelParts,
): string | undefined => {
  const needs = wanted(config, parts);
  const missing = [...needs.keys()].filter((name) => !header.tensors.has(name));
  if (missing.length > 0)
    return `missing ${missing[0]?.startsWith(prefix) ? 'parameter' : 'tensor'}: ${list(missing)}`;
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

const readModel = async (file: SafetensorsSource, parts: ModelParts): Promise<ModelFile> => {
  const parsed = readConfig(file.header);
  if (E.isLeft(parsed)) throw new Failure(parsed.left);
  const config = parsed.right;
  const problem = misfit(file.header, config, parts);
  if (problem !== undefined) throw new Failure(problem);
  const arrays = new Map<string, Float32Array>();
  for (const name of wanted(config, parts).keys()) arrays.set(name, await readFloats(file, name));
  const floats = (name: string): Float32Array => arrays.get(name) ?? new Float32Array();
  return {
    config,
    params: parameterTree(config, {
      matrix: (name, rows, columns) => valueFrom([rows, columns], floats(prefix + name)),
      vector: (name, size) => valueFrom([size], floats(prefix + name)),
    }),
    features: valueFrom(volume(config), floats('features')),
    ...(parts.cotangent ? { cotangent: valueFrom(outputShape(config), floats('cotangent')) } : {}),
  };
};

/**
 * Reads a network and its features: the configuration as JSON in `__metadata__.config`, `params.<name>` and
 * `features`, and `cotangent` where it is asked for, all F32. Other tensors are left alone.
 *
 * @throws (rejects) Failure naming the file and what is wrong with it
 */
export const readModelFile = async (
  path: string,
  parts: ModelParts = { cotangent: false },
): Promise<ModelFile> => {
  const opened = await withFile(path, (source) =>
    pipe(
      openSafetensors(source),
      TE.flatMap((file) =>
        TE.fromTask(async () => readModel(file, parts).then(E.right, (error: unknown) => E.left(error))),
      ),
    ),
  )();
  if (E.isLeft(opened)) throw new Failure(renderIoError(opened.left));
  if (E.isRight(opened.right)) return opened.right.right;
  const error = opened.right.left;
  throw error instanceof Failure ? new Failure(`${path}: ${error.message}`) : error;
};
