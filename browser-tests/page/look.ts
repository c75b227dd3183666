/** What a page, or a worker of its own, finds out about the library where it runs. */
import * as E from 'fp-ts/lib/Either.js';
import { BackendFailure, compile, compileTask, matmul, type Tensor, value } from 'thwc';
import { engine, wasm, wasmWith } from 'thwc/backends/wasm';
import type { Report } from '../report.ts';
import { digests } from './jobs.ts';

const square = (x: Tensor<[2, 2]>) => matmul(x, x);
const matrix = value([
  [1, 2],
  [3, 4],
]);

/** How a call that can not be served says so; nothing if it is served. */
const refusal = async (): Promise<Report['refusal']> => {
  const task = await compileTask(square)(matrix)();
  const tag = E.isLeft(task) ? task.left._tag : 'none';
  try {
    await compile(square)(matrix);
    return undefined;
  } catch (error) {
    return { isBackendFailure: error instanceof BackendFailure, message: String(error), tag };
  }
};

/** Runs all jobs on several threads and on one, with and without fused multiply-add. */
export const look = async (): Promise<Report> => {
  const before = engine();
  const refused = await refusal();
  if (refused !== undefined) return { before, after: engine(), refusal: refused, runs: {} };
  // One at a time, so that what runs beside it can be told.
  const runs = {
    default: await digests(wasm),
    'default, 1 thread': await digests(wasmWith({ threads: 1 })),
    'plain, 1 thread': await digests(wasmWith({ threads: 1, relaxed: false })),
    'plain, 2 threads': await digests(wasmWith({ threads: 2, relaxed: false })),
    'plain, 4 threads': await digests(wasmWith({ threads: 4, relaxed: false })),
  };
  return { before, after: engine(), runs };
};

/** Looks, and gives what came of it as text. */
export const lookAndTell = async (): Promise<string> => {
  try {
    return JSON.stringify(await look());
  } catch (error) {
    return JSON.stringify({ crash: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
};
