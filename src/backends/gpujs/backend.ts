/** The backend: plans a program, and has a mode of gpu.js run it. */
import * as E from 'fp-ts/lib/Either.js';
import type { Backend, BackendError, Executable } from '../../tensor/backend.ts';
import type { Program } from '../../tensor/program.ts';
import { planOf } from './plan/interpret.ts';
import type { Plan } from './plan/plan.ts';
import { type Device, type GpujsDevice, type GpujsMode, openDevice } from './run/device.ts';
import { executableOf } from './run/executable.ts';

/** How gpu.js runs programs. */
export interface GpujsOptions {
  /**
   * The mode of gpu.js, or `auto` for the best that works here. A mode that is asked for and does not work is an error,
   * never another mode. Default: `auto`.
   */
  readonly mode?: GpujsMode | 'auto';
  /**
   * Whether each thread of a product makes four numbers, which only mode `webgpu` can: half of the reading, but calls can
   * not be recorded and are submitted one by one. Default: where products are large enough to be worth it.
   */
  readonly quads?: boolean;
}

const tooLarge = ({ arrays }: Plan, { mode, mostNumbers, adapter }: Device): BackendError | undefined => {
  const most = arrays.reduce((n, { length }) => Math.max(n, length), 0);
  return most <= mostNumbers
    ? undefined
    : {
        _tag: 'LimitExceeded',
        backend: 'gpujs',
        message: `the program has an array of ${most} numbers; ${mode} (${adapter}) holds at most ${mostNumbers} in one`,
      };
};

/** About the operations for each call from which on a submission of its own is the smaller part. */
const worthSubmitting = 2 ** 26;

/** Whether products are the larger part of a plan's time, on a device that is fast. */
const hasLargeProducts = ({ arrays, kernels }: Plan): boolean => {
  const calls = arrays.flatMap(({ origin }) => (origin.kind === 'call' ? [kernels[origin.kernel]] : []));
  const operations = calls.reduce((sum, kernel) => sum + (kernel?.threads ?? 0) * (kernel?.work ?? 0), 0);
  return operations > calls.length * worthSubmitting;
};

const compileProgram = (
  program: Program,
  device: Device,
  { quads }: GpujsOptions,
): E.Either<BackendError, Executable> => {
  const single = planOf(program);
  const isFourfold = device.mode === 'webgpu' && (quads ?? hasLargeProducts(single));
  const plan = isFourfold ? planOf(program, { quads: true }) : single;
  const limit = tooLarge(plan, device);
  return limit === undefined ? E.right(executableOf(program, plan, device)) : E.left(limit);
};

/**
 * A backend that runs programs by kernels of gpu.js, in a mode that is asked for or in the best there is. Nothing is loaded
 * before a program is compiled. Compiling fails, as a value, with `BackendUnavailable` where gpu.js is not installed or the
 * mode does not work here, and with `LimitExceeded` where an array of the program has more numbers (of i32 two for each
 * element) than the device holds in one; running fails with `OutOfMemory`, `LimitExceeded` or `DeviceLost`.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { compileTask, relu, value, type Tensor } from 'thwc';
 * import { gpujsWith } from 'thwc/backends/gpujs';
 *
 * const backend = gpujsWith({ mode: 'webgl2' });
 * const result = await compileTask((x: Tensor<[2]>) => relu(x), { backend })(value([-1, 1]))();
 * console.log(E.isLeft(result) ? result.left._tag : result.right.data); // BackendUnavailable
 * ```
 */
export const gpujsWith = ({ mode = 'auto', ...options }: GpujsOptions = {}): Backend => ({
  name: mode === 'auto' ? 'gpujs' : `gpujs:${mode}`,
  reassociates: true,
  compile: async (program) => {
    const device = await openDevice(mode);
    return E.isLeft(device) ? device : compileProgram(program, device.right, options);
  },
});

/**
 * Which mode runs programs, on which adapter, and why not a better one: for `auto` the best there is, else the one that is
 * asked for, or a `BackendUnavailable` that says why it does not work. Loads gpu.js, and opens the device that programs will
 * run on.
 *
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { gpujsDevice } from 'thwc/backends/gpujs';
 *
 * const device = await gpujsDevice();
 * if (E.isRight(device)) {
 *   const { mode, adapter, instead } = device.right;
 *   console.log(`${mode} on ${adapter}`, ...instead.map(({ mode, reason }) => `not ${mode}: ${reason}`));
 * }
 * ```
 */
export const gpujsDevice = async ({
  mode = 'auto',
}: GpujsOptions = {}): Promise<E.Either<BackendError, GpujsDevice>> =>
  E.map(
    ({ mode, adapter, instead, mostNumbers }: Device): GpujsDevice => ({
      mode,
      adapter,
      instead,
      mostNumbers,
    }),
  )(await openDevice(mode));
