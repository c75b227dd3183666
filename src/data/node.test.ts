import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import { renderIoError } from '../io/error.ts';
import { loadMnist, mnistDirectory } from './node.ts';

describe('loadMnist', () => {
  it('loads all of MNIST from the package', async () => {
    const { train, test } = rightOf(await loadMnist()());
    expect([train.size, test.size]).toEqual([60_000, 10_000]);
    expect(train.byDigit.map((indices) => indices.length)).toEqual([
      5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]);
    expect([...train.labels.subarray(0, 5)]).toEqual([5, 0, 4, 1, 9]);
    expect([...test.labels.subarray(0, 5)]).toEqual([7, 2, 1, 0, 4]);
  });

  it('says which file is missing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'thwc-mnist-'));
    const path = join(directory, 'train-images-idx3-ubyte');
    const missing = leftOf(await loadMnist(directory)());
    expect(missing._tag).toBe('MissingFile');
    expect(renderIoError(missing)).toBe(`${path}: opening: no such file`);
    const labels = join(rightOf(mnistDirectory()), 't10k-labels-idx1-ubyte');
    await copyFile(labels, path);
    await copyFile(labels, join(directory, 'train-labels-idx1-ubyte'));
    expect(leftOf(await loadMnist(directory)())).toMatchObject({ _tag: 'BadTensor', path });
    await rm(directory, { recursive: true });
  });
});
