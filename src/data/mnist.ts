import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { type IoError, ioError, showShape } from '../io/error.ts';
import type { FileTensor } from '../io/file-tensor.ts';
import { parseIdx } from './idx.ts';

/** The side of an MNIST image, in pixels. */
export const mnistSide = 28;

/** One half of MNIST. At least one image of every digit, which {@link mnistSplit} makes sure of. */
export interface MnistSplit {
  /** Grey levels, 0 black to 255 white: `[size, 28, 28]`. */
  readonly images: Uint8Array;
  /** The digit each image shows, 0 to 9: `[size]`. */
  readonly labels: Uint8Array;
  /** For each digit, the indices of its images. */
  readonly byDigit: readonly Int32Array[];
  /** The number of images. */
  readonly size: number;
}

/** MNIST: 60,000 images to train on, 10,000 to test on (in the original). */
export interface Mnist {
  readonly train: MnistSplit;
  readonly test: MnistSplit;
}

/** The image with that index: a view, `[28, 28]`. */
export const mnistImage = ({ images }: MnistSplit, index: number): Uint8Array =>
  images.subarray(index * mnistSide * mnistSide, (index + 1) * mnistSide * mnistSide);

const indicesByDigit = (labels: Uint8Array): readonly Int32Array[] => {
  const lists = Array.from({ length: 10 }, (): number[] => []);
  labels.forEach((digit, index) => {
    lists[digit]?.push(index);
  });
  return lists.map((list) => Int32Array.from(list));
};

/**
 * A split from its images `u8 [n, 28, 28]` and labels `u8 [n]`. Refuses other shapes, labels beyond 9, and a split
 * that lacks a digit.
 */
export const mnistSplit = (images: FileTensor, labels: FileTensor): E.Either<IoError, MnistSplit> => {
  const bad = (message: string): E.Either<IoError, never> => E.left(ioError('BadTensor', message));
  const [size, height, width] = images.shape;
  if (images.dtype !== 'u8' || images.shape.length !== 3 || height !== mnistSide || width !== mnistSide) {
    return bad(`expected images u8 [n, 28, 28], got ${images.dtype} ${showShape(images.shape)}`);
  }
  if (labels.dtype !== 'u8' || labels.shape.length !== 1 || labels.shape[0] !== size) {
    return bad(
      `expected labels u8 [${size}], one for each image, got ${labels.dtype} ${showShape(labels.shape)}`,
    );
  }
  const beyond = labels.data.findIndex((digit) => digit > 9);
  if (beyond >= 0) return bad(`label ${beyond} must be a digit from 0 to 9, got ${labels.data[beyond]}`);
  const byDigit = indicesByDigit(labels.data);
  const missing = byDigit.findIndex((indices) => indices.length === 0);
  if (missing >= 0) return bad(`expected images of all ten digits, there is none of a ${missing}`);
  return E.right({ images: images.data, labels: labels.data, byDigit, size: labels.data.length });
};

/** A split from the bytes of its two IDX files. */
export const parseMnistSplit = (images: Uint8Array, labels: Uint8Array): E.Either<IoError, MnistSplit> =>
  pipe(
    E.Do,
    E.bind('images', () => parseIdx(images)),
    E.bind('labels', () => parseIdx(labels)),
    E.flatMap((parsed) => mnistSplit(parsed.images, parsed.labels)),
  );
