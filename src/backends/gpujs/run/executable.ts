/** A plan on a device, ready to be run again and again. */
import * as E from 'fp-ts/lib/Either.js';
import type { BackendError, Executable } from '../../../tensor/backend.ts';
import { demand } from '../../../tensor/error.ts';
import type { Program } from '../../../tensor/program.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { makeValue } from '../../../tensor/values.ts';
import type { Plan } from '../plan/plan.ts';
import { type Device, forgetDevice } from './device.ts';
import { directRunner } from './direct.ts';
import { numbersOf, valueOfNumbers } from './numbers.ts';
import { recordedRunner } from './recorded.ts';
import { computed, type Runner } from './runner.ts';

/** What is on a device is given up when nothing can run it any more. */
const unused =
  typeof FinalizationRegistry === 'function'
    ? new FinalizationRegistry<() => void>((destroy) => destroy())
    : undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Failures of devices are values; all else is a mistake of ours. */
const failureOf = (error: unknown, { mode, adapter }: Device): BackendError => {
  const message = messageOf(error);
  const tagged = (_tag: BackendError['_tag']): BackendError => ({
    _tag,
    backend: 'gpujs',
    message: `${mode} (${adapter}): ${message}`,
  });
  if (/\blost\b/i.test(message)) return tagged('DeviceLost');
  if (/out of memory|allocation failed|OOM/i.test(message)) return tagged('OutOfMemory');
  if (/limit|allows|exceed|too large|maximum/i.test(message)) return tagged('LimitExceeded');
  throw error;
};

export const executableOf = (program: Program, plan: Plan, device: Device): Executable => {
  const isGl = device.mode === 'webgl2' || device.mode === 'headlessgl';
  const nothing: Runner = { run: async () => new Map(), destroy: () => undefined };
  const runner =
    computed(plan).length === 0
      ? nothing
      : isGl
        ? directRunner(device.gpu, plan)
        : recordedRunner(device.gpu, plan);
  /** Runs of one program follow each other: they use the same places on the device. */
  let last: Promise<unknown> = Promise.resolve();

  const runNow = async (values: readonly AnyValue[]): Promise<readonly AnyValue[]> => {
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

  const executable: Executable = {
    run: (values) => {
      const count = program.inputs.length;
      demand(values.length === count, 'run', `${values.length} inputs`, values, `${count}`);
      const result = last.then(async (): Promise<E.Either<BackendError, readonly AnyValue[]>> => {
        try {
          return E.right(await runNow(values));
        } catch (error) {
          const failure = failureOf(error, device);
          if (failure._tag === 'DeviceLost') forgetDevice(device.mode);
          return E.left(failure);
        }
      });
      last = result.then(
        () => undefined,
        () => undefined,
      );
      return result;
    },
  };
  unused?.register(executable, runner.destroy);
  return executable;
};

const emptyOf = (dtype: AnyValue['dtype']) =>
  dtype === 'f32' ? new Float32Array() : dtype === 'i32' ? new Int32Array() : new Uint8Array();
