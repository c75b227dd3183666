/** A program in memory, ready to be run again and again. */
import * as E from 'fp-ts/lib/Either.js';
import type { BackendError, Executable } from '../../../tensor/backend.ts';
import { demand } from '../../../tensor/error.ts';
import type { Program } from '../../../tensor/program.ts';
import { avalsOf } from '../../../tensor/program.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { makeValue } from '../../../tensor/values.ts';
import type { Assembled } from '../drive/assemble.ts';
import type { Lowered } from '../plan/steps.ts';
import { elementsAt } from './memory.ts';
import type { Runner } from './runner.ts';

/** Puts the constants in, lets `prepare` run, and gives what runs the program. */
export const executableOf = (
  program: Program,
  lowered: Lowered,
  { arena }: Assembled,
  memory: WebAssembly.Memory,
  runner: Runner,
): Executable => {
  const at = (buffer: number): number => arena.offsets[buffer] ?? 0;
  lowered.buffers.forEach(({ data }, i) => {
    if (data === undefined || arena.lifetimes[i] === undefined) return;
    new Uint8Array(memory.buffer, at(i), data.byteLength).set(
      new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    );
  });
  runner.prepare();
  const avals = avalsOf(program);
  const inputs = program.inputs.map((aval, i) => elementsAt(memory, at(lowered.inputs[i] ?? 0), aval));
  const outputs = program.outputs.map((n, i) => {
    const aval = avals[n] ?? { shape: [], dtype: 'f32' as const };
    return { aval, data: elementsAt(memory, at(lowered.outputs[i] ?? 0), aval) };
  });
  const run = (values: readonly AnyValue[]): E.Either<BackendError, readonly AnyValue[]> => {
    demand(values.length === inputs.length, 'run', `${values.length} inputs`, values, `${inputs.length}`);
    inputs.forEach((input, i) => {
      const value = values[i];
      if (value !== undefined) input.set(value.data);
    });
    runner.run();
    return E.right(outputs.map(({ aval, data }) => makeValue(aval.shape, aval.dtype, data.slice())));
  };
  return { run: async (values) => run(values) };
};
