import { createHash } from 'node:crypto';
import type { Mnist } from '../../data/index.ts';

/** Tells the digits that a run trains on from others: SHA-256 of the training half. */
export const mnistHash = ({ train: { images, labels } }: Mnist): string =>
  createHash('sha256').update(images).update(labels).digest('hex');
