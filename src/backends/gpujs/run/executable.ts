/** A plan on a device, ready to be run again and again. */
import * as E from 'fp-ts/lib/Either.js';
import type { BackendError, Executable } from '../../../tensor/backend.ts';
import { demand } from '../../../tensor/error.ts';
import type { Program } from '../../../tensor/program.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { makeValue } from '../../../tensor/values.ts';
import type { Plan } from '../plan/plan.ts';
import { type Device, forgetDevice, openDevice } from './device.ts';
import { directRunner } from './direct.ts';
import { numbersOf, valueOfNumbers } from './numbers.ts';
import { messageOf } from './probe.ts';
import { recordedRunner } from './recorded.ts';
import { computed, type Runner } from './runner.ts';
import { submittedRunner } from './submitted.ts';

/** What is on a device is given up when nothing can run it any more. */
const unused =
  typeof FinalizationRegistry === 'function'
    ? new FinalizationRegistry<() => void>((destroy) => destroy())
    : undefined;

/** Failures of devices are values; all else is a mistake of ours. */
const failureOf = (error: unknown, { mode, adapter, isLost }: Device): BackendError => {
  const message = messageOf(error);
  const tagged = (_tag: BackendError['_tag']): BackendError => ({
    _tag,
    backend: 'gpujs',
    message: `${mode} (${adapter}): ${message}`,
  });
  // Whatever it was that failed first, on a device that is not there any more.
  if (isLost() || /\blost\b/i.test(message)) return tagged('DeviceLost');
  if (/out of memory|allocation failed|OOM/i.test(message)) return tagged('OutOfMemory');
  if (/limit|allows|exceed|too large|maximum/i.test(message)) return tagged('LimitExceeded');
  throw error;
};

/** Drivers fail what is under way on a device first, and say afterwards that the device is lost. */
const untilDriverSaysWhy = 100;

const nothing: Runner = { run: async () => new Map(), destroy: () => undefined };

const runnerOf = (plan: Plan, { mode, gpu }: Device): Runner => {
  if (computed(plan).length === 0) return nothing;
  if (mode === 'webgl2' || mode === 'headlessgl') return directRunner(gpu, plan);
  return plan.kernels.some(({ width }) => width > 1) ? submittedRunner(gpu, plan) : recordedRunner(gpu, plan);
};

/** Gives up what was on a device that is lost: there may be nothing left to give up. */
const abandon = (runner: Runner): void => {
  try {
    runner.destroy();
  } catch {
    // The driver has done it.
  }
};

/** A plan, and what runs it: on one device as long as that is there, then on the next. */
interface Place {
  readonly device: Device;
  readonly runner: Runner;
}

export const executableOf = (program: Program, plan: Plan, first: Device): Executable => {
  const placeOn = (device: Device): Place => ({ device, runner: runnerOf(plan, device) });
  let place: Place | undefined = placeOn(first);
  /** Runs of one program follow each other: they use the same places on the device. */
  let last: Promise<unknown> = Promise.resolve();

  const runOn = async (
    { device, runner }: Place,
    values: readonly AnyValue[],
  ): Promise<readonly AnyValue[]> => {
    device.complaints();
    const numbers = await runner.run(values.map(numbersOf));
    const [complaint] = device.complaints();
    if (complaint !== undefined) throw new Error(complaint);
    return plan.outputs.map(({ array, aval }) => {
      const origin = plan.arrays[array]?.origin;
      if (origin === undefined) return makeValue(aval.shape, aval.dtype, emptyOf(aval.dtype));
      if (origin.kind === 'input') {
        const value = values[origin.input];
        if (value !== undefined) return makeValue(aval.shape, aval.dtype, value.data);
      }
      if (origin.kind === 'constant') return valueOfNumbers(aval, origin.data);
      return valueOfNumbers(aval, numbers.get(array) ?? []);
    });
  };

  const runNow = async (
    values: readonly AnyValue[],
  ): Promise<E.Either<BackendError, readonly AnyValue[]>> => {
    if (place === undefined) {
      const device = await openDevice(first.mode);
      if (E.isLeft(device)) return device;
      place = placeOn(device.right);
    }
    const here = place;
    try {
      return E.right(await runOn(here, values));
    } catch (error) {
      if (!here.device.isLost()) await new Promise((resolve) => setTimeout(resolve, untilDriverSaysWhy));
      const failure = failureOf(error, here.device);
      if (failure._tag === 'DeviceLost') {
        forgetDevice(here.device);
        abandon(here.runner);
        place = undefined;
      }
      return E.left(failure);
    }
  };

  const run: Executable['run'] = (values) => {
    const count = program.inputs.length;
    demand(values.length === count, 'run', `${values.length} inputs`, values, `${count}`);
    const result = last.then(() => runNow(values));
    last = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  };
  // The function, not the object that it is in: one may be kept without the other. A run that is under way holds on to
  // what it runs on, not to either.
  unused?.register(run, () => {
    void last.then(() => {
      if (place !== undefined) abandon(place.runner);
    });
  });
  return { run };
};

const emptyOf = (dtype: AnyValue['dtype']) =>
  dtype === 'f32' ? new Float32Array() : dtype === 'i32' ? new Int32Array() : new Uint8Array();
