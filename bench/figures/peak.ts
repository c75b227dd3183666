import { Worker } from 'node:worker_threads';
import type { Answer } from './figure.ts';
import { operationsOfPass, peakModule, walked } from './peak-module.ts';

/** A worker: makes the module its own, then runs what it is told and says how long it took. */
const source = `
  const { parentPort, workerData: { bytes, pages } } = require('node:worker_threads');
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  new Float32Array(memory.buffer).fill(0.5);
  const { arithmetic, walk } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports;
  parentPort.on('message', ({ passes }) => {
    const start = performance.now();
    if (passes > 0) arithmetic(passes); else walk();
    parentPort.postMessage(performance.now() - start);
  });
`;

const asked = (worker: Worker, passes: number): Promise<number> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage({ passes });
  });

/**
 * GFLOP/s of f32 arithmetic that stays in registers, 128 bits wide, and GB/s of reading, on all threads at once; the best of several
 * tries: others on the machine only ever slow it down.
 */
export const peak = async (threads: number, quick: boolean): Promise<Answer> => {
  const relaxed = WebAssembly.validate(peakModule(true));
  const workerData = { bytes: peakModule(relaxed), pages: walked / 65_536 + 1 };
  const workers = Array.from({ length: threads }, () => new Worker(source, { eval: true, workerData }));
  const passes = quick ? 1e6 : 2e7;
  const best = async (n: number): Promise<number> => {
    let fastest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 5; i++) {
      const times = await Promise.all(workers.map((worker) => asked(worker, n)));
      fastest = Math.min(fastest, Math.max(...times));
    }
    return fastest;
  };
  const gflops = (threads * passes * operationsOfPass) / (await best(passes)) / 1e6;
  const gigabytes = (threads * walked) / (await best(0)) / 1e6;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return [{ threads, relaxed: relaxed ? 1 : 0, gflops, gigabytes }];
};
