/** A program's life on a device: thousands of runs, which leave nothing behind, and the loss of the device. */
import * as E from 'fp-ts/lib/Either.js';
import {
  type AnyValue,
  add,
  type Backend,
  type BackendError,
  matmul,
  programOf,
  scan,
  sum,
  type Tensor,
  tanh,
  value,
  valueFrom,
} from 'thwc';
import { evaluateProgram } from 'thwc/backends/reference';
import { type Device, openDevice } from '../../../src/backends/gpujs/run/device.ts';
import type { Watch } from './watch.ts';

type State = Tensor<[4, 4]>;

/** Products in a loop, an integer beside them, and two results. */
const f = (weights: State, xs: Tensor<[3, 4, 4]>, n: Tensor<[], 'i32'>) => {
  const [last] = scan((h: State, x) => [tanh(add(matmul(h, weights), x)), []], weights, xs);
  return [last, sum(last), add(n, 1)] as const;
};

const numbers = (count: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(i));

const inputs = [valueFrom([4, 4], numbers(16)), valueFrom([3, 4, 4], numbers(48)), value(41, 'i32')] as const;
const program = programOf(f, ...inputs);
const truth = evaluateProgram(program, inputs, { precision: 'f64' });

const executableOn = async (backend: Backend) => {
  const made = await backend.compile(program);
  if (E.isLeft(made)) throw new Error(made.left.message);
  return made.right;
};

type Result = E.Either<BackendError, readonly AnyValue[]>;

const demandRight = (result: Result): void => {
  if (E.isLeft(result)) throw new Error(`${result.left._tag}: ${result.left.message}`);
  truth.forEach(({ data }, i) => {
    data.forEach((y, k) => {
      const x = result.right[i]?.data[k] ?? Number.NaN;
      if (!(Math.abs(x - y) < 1e-5)) throw new Error(`output ${i}[${k}]: ${x}, not ${y}`);
    });
  });
};

const deviceOf = async (mode: Device['mode']): Promise<Device> => {
  const device = await openDevice(mode);
  if (E.isLeft(device)) throw new Error(device.left.message);
  return device.right;
};

/** What lives on the device and in gpu.js, as text. */
const livingOf = async (mode: Device['mode'], { living }: Watch): Promise<string> => {
  const { gpu } = await deviceOf(mode);
  const all = { ...living(), kernels: gpu.kernels.length, pipelines: gpu.pipelines.length };
  return Object.entries(all)
    .map(([what, n]) => `${n} × ${what}`)
    .join(', ');
};

/** Runs a program thousands of times; says what lives, which has to be the same before and after. */
export const checkLeaks = async (
  backend: Backend,
  mode: Device['mode'],
  watched: Watch,
  runs: number,
): Promise<string> => {
  const { run } = await executableOn(backend);
  for (let i = 0; i < 10; i++) demandRight(await run(inputs));
  const before = await livingOf(mode, watched);
  for (let i = 0; i < runs; i++) demandRight(await run(inputs));
  const after = await livingOf(mode, watched);
  if (before !== after) throw new Error(`before ${runs} runs there were ${before}; after them ${after}`);
  return `before and after ${runs} runs: ${after}`;
};

const demandLost = (result: Result): string => {
  if (E.isRight(result)) throw new Error('a lost device gives results');
  if (result.left._tag !== 'DeviceLost') throw new Error(`${result.left._tag}: ${result.left.message}`);
  return result.left.message;
};

/** Results, where they come, have to be right. */
const demandLostOrRight = (result: Result): void => {
  if (E.isRight(result)) demandRight(result);
  else demandLost(result);
};

/**
 * Loses the device between runs: an error, then right results on the next device. In a run, or before a program's first
 * (gpu.js may notice before we do, and build it on the next device): the same, or right results at once.
 */
export const checkLoss = async (backend: Backend, { lose }: Watch): Promise<string> => {
  const executable = await executableOn(backend);
  demandRight(await executable.run(inputs));
  lose();
  const said = demandLost(await executable.run(inputs));
  demandRight(await executable.run(inputs));
  const running = executable.run(inputs);
  // Its calls are issued a microtask later.
  await Promise.resolve();
  await Promise.resolve();
  lose();
  demandLostOrRight(await running);
  demandLostOrRight(await executable.run(inputs));
  demandRight(await executable.run(inputs));
  const fresh = await executableOn(backend);
  lose();
  demandLostOrRight(await fresh.run(inputs));
  demandRight(await fresh.run(inputs));
  demandRight(await (await executableOn(backend)).run(inputs));
  return said;
};
