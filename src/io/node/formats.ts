import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type IoError, withPath } from '../error.ts';
import type { FileTensor } from '../file-tensor.ts';
import { parseNpy } from '../npy.ts';
import { npyChunks } from '../npy-write.ts';
import { parseSafetensors, type TensorFile, tensorsOf } from '../safetensors.ts';
import { safetensorsChunks } from '../safetensors-write.ts';
import { readFileBytes } from './file-source.ts';
import { writeFileAtomic } from './write-atomic.ts';

/** Reads all tensors of a safetensors file. For a part of a large file, `withFile` and `openSafetensors`. */
export const readSafetensorsFile = (path: string): TE.TaskEither<IoError, TensorFile> =>
  pipe(
    readFileBytes(path),
    TE.flatMapEither(parseSafetensors),
    TE.flatMapEither(tensorsOf),
    TE.mapLeft(withPath(path)),
  );

/**
 * Writes a safetensors file, all or nothing (see `writeFileAtomic`).
 *
 * @example
 * ```ts
 * import type { FileTensor } from 'thwc/io';
 * import { writeSafetensorsFile } from 'thwc/io/node';
 * const save = (tensors: ReadonlyMap<string, FileTensor>, config: object) =>
 *   writeSafetensorsFile('model.safetensors', { tensors, metadata: new Map([['config', JSON.stringify(config)]]) });
 * ```
 */
export const writeSafetensorsFile = (path: string, file: TensorFile): TE.TaskEither<IoError, void> =>
  pipe(
    TE.fromEither(safetensorsChunks(file)),
    TE.mapLeft(withPath(path)),
    TE.flatMap((chunks) => writeFileAtomic(path, chunks)),
  );

/** Reads a .npy file. For some rows of a large one, `withFile` and `openNpy`. */
export const readNpyFile = (path: string): TE.TaskEither<IoError, FileTensor> =>
  pipe(readFileBytes(path), TE.flatMapEither(parseNpy), TE.mapLeft(withPath(path)));

/** Writes a .npy file, all or nothing (see `writeFileAtomic`). */
export const writeNpyFile = (path: string, tensor: FileTensor): TE.TaskEither<IoError, void> =>
  pipe(
    TE.fromEither(npyChunks(tensor)),
    TE.mapLeft(withPath(path)),
    TE.flatMap((chunks) => writeFileAtomic(path, chunks)),
  );
