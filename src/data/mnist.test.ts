import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import type { FileTensor } from '../io/file-tensor.ts';
import { mnistImage, mnistSplit } from './mnist.ts';

const images = (n: number): FileTensor => ({
  dtype: 'u8',
  shape: [n, 28, 28],
  data: Uint8Array.from({ length: n * 784 }, (_, i) => Math.floor(i / 784)),
});
const labels = (...digits: number[]): FileTensor => ({
  dtype: 'u8',
  shape: [digits.length],
  data: Uint8Array.from(digits),
});

describe('mnistSplit', () => {
  it('finds the images of every digit', () => {
    const split = rightOf(mnistSplit(images(11), labels(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 3)));
    expect(split.size).toBe(11);
    expect(split.byDigit[3]).toEqual(Int32Array.of(3, 10));
    expect(mnistImage(split, 10)).toEqual(new Uint8Array(784).fill(10));
  });

  it.each([
    [
      'images of another size',
      { ...images(1), shape: [1, 28, 14] },
      labels(0),
      'expected images u8 [n, 28, 28]',
    ],
    ['labels in the place of images', labels(0), labels(0), 'got u8 [1]'],
    ['fewer labels', images(2), labels(0), 'expected labels u8 [2], one for each image, got u8 [1]'],
    ['a label of 10', images(2), labels(0, 10), 'label 1 must be a digit from 0 to 9, got 10'],
    ['a digit without images', images(2), labels(0, 1), 'there is none of a 2'],
  ] satisfies [string, FileTensor, FileTensor, string][])('refuses %s', (_, first, second, message) => {
    expect(leftOf(mnistSplit(first, second)).message).toContain(message);
  });
});
