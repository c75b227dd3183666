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

const compileProgram = (program: Program, device: Device): E.Either<BackendError, Executable> => {
  const plan = planOf(program);
  const limit = tooLarge(plan, device);
  return limit === undefined ? E.right(executableOf(program, plan, device)) : E.left(limit);
};

/** A backend that runs programs by kernels of gpu.js. */
export const gpujsWith = ({ mode = 'auto' }: GpujsOptions = {}): Backend => ({
  name: mode === 'auto' ? 'gpujs' : `gpujs:${mode}`,
  reassociates: true,
  compile: async (program) => {
    const device = await openDevice(mode);
    return E.isLeft(device) ? device : compileProgram(program, device.right);
  },
});

/** Which mode runs programs, on which adapter, and why not a better one. */
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
