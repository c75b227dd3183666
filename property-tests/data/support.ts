import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Mnist, type MnistSplit, mnistSplit, parseMnistSplit } from '../../src/data/mnist.ts';
import { mnistDirectory } from '../../src/data/node.ts';
import { type SyncMnistConfig, syncMnistConfig } from '../../src/data/sync-mnist/config.ts';
import { rightOf } from '../io/support.ts';

/** Checked settings; a bad one fails the test. */
export const configOf = (settings: Partial<SyncMnistConfig>): SyncMnistConfig =>
  rightOf(syncMnistConfig(settings));

/**
 * A 28×28 square of the level given, with a black quarter at the lower left, and one white pixel, so that stretching
 * the range to 0–255 changes nothing.
 */
const block = (level: number): Uint8Array =>
  Uint8Array.from({ length: 784 }, (_, i) => {
    const [y, x] = [Math.floor(i / 28), i % 28];
    if (y === 20 && x === 27) return 255;
    return y >= 14 && x < 14 ? 0 : level;
  });

const blocks = (perDigit: number, extra: number): MnistSplit => {
  const labels = Uint8Array.from({ length: 10 * perDigit }, (_, i) => i % 10);
  const images = new Uint8Array(labels.length * 784);
  labels.forEach((digit, i) => {
    images.set(block(20 * (digit + 1) + extra), i * 784);
  });
  return rightOf(
    mnistSplit(
      { dtype: 'u8', shape: [labels.length, 28, 28], data: images },
      { dtype: 'u8', shape: [labels.length], data: labels },
    ),
  );
};

/** A stand-in for MNIST: blocks whose grey level tells the digit and the split. */
export const blockMnist: Mnist = { train: blocks(3, 0), test: blocks(2, 5) };

/** The real test split (10,000 images); it stands for both splits, to load in little time. */
export const loadTestDigits = (): Mnist => {
  const directory = rightOf(mnistDirectory());
  const file = (name: string) => new Uint8Array(readFileSync(join(directory, name)));
  const test = rightOf(parseMnistSplit(file('t10k-images-idx3-ubyte'), file('t10k-labels-idx1-ubyte')));
  return { train: test, test };
};
