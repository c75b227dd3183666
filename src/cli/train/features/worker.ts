/**
 * A thread that computes features: it is told what the run is, then the numbers of videos, and answers with one message for each, in
 * their order.
 */
import { parentPort, workerData } from 'node:worker_threads';
import * as E from 'fp-ts/lib/Either.js';
import { singleThread } from '../../backends.ts';
import { initialVideoParams } from '../model.ts';
import { fromNamedLeaves } from '../named-leaves.ts';
import { computeFeatures } from './compute.ts';
import type { Told } from './workers.ts';

// What `workers.ts` starts this thread with.
const { config, mnist, named }: Told = workerData;

const found = fromNamedLeaves({ backbone: initialVideoParams(config).backbone }, named);
if (E.isLeft(found)) throw new Error(found.left);
const compute = computeFeatures(config, mnist, singleThread, found.right.backbone);

let last: Promise<void> = Promise.resolve();
parentPort?.on('message', (video: number) => {
  last = last.then(async () => {
    const features = await compute(video);
    parentPort?.postMessage({ video, features }, [features.buffer]);
  });
});
