/** A program in memory, ready to be run again and again. */
import * as E from 'fp-ts/lib/Either.js';
import { type Aval, aval } from '../../../tensor/aval.ts';
import type { BackendError, Executable } from '../../../tensor/backend.ts';
import { demand } from '../../../tensor/error.ts';
import { avalsOf, type Program } from '../../../tensor/program.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { makeValue } from '../../../tensor/values.ts';
import type { Assembled } from '../drive/assemble.ts';
import type { Lowered } from '../plan/steps.ts';
import type { Instantiated } from './instantiate.ts';
import { elementsAt } from './memory.ts';
import { type Resident, resident } from './residents.ts';

/** Inputs that a run uses up, and the outputs that stay in memory for the next. */
export interface Donation {
  readonly donated: readonly number[];
  readonly stays: ReadonlySet<number>;
}

/** Puts the constants in, lets `prepare` run, and gives what runs the program. */
export const executableOf = (
  program: Program,
  lowered: Lowered,
  { arena }: Assembled,
  { memory, runner }: Instantiated,
  { donated, stays }: Donation,
): Executable => {
  const at = (buffer: number | undefined): number => arena.offsets[buffer ?? -1] ?? 0;
  lowered.buffers.forEach(({ data }, i) => {
    if (data === undefined || arena.lifetimes[i] === undefined) return;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    new Uint8Array(memory.buffer, at(i), data.byteLength).set(bytes);
  });
  runner.prepare();
  const avals = avalsOf(program);
  const results = program.outputs.map((n): Aval => avals[n] ?? aval([], 'f32'));
  const inputs = program.inputs.map((input, i) => elementsAt(memory, at(lowered.inputs[i]), input));
  const outputs = results.map((output, i) => elementsAt(memory, at(lowered.outputs[i]), output));
  const usedUp = new Set(donated);
  /** Results of the last run that are still in memory only. */
  let current = new Map<AnyValue, Resident>();

  const run = (values: readonly AnyValue[]): readonly AnyValue[] => {
    demand(values.length === inputs.length, 'run', `${values.length} inputs`, values, `${inputs.length}`);
    const given = new Set(values.filter((_, i) => usedUp.has(i)));
    for (const { value, rescue } of current.values()) if (!given.has(value)) rescue();
    inputs.forEach((input, i) => {
      const value = values[i];
      if (value === undefined) return;
      const here = current.get(value);
      if (here === undefined) input.set(value.data);
      // From place to place in one memory: the elements are not seen by JavaScript.
      else input.set(here.elements);
    });
    for (const { giveUp } of current.values()) giveUp();
    runner.run();
    current = new Map();
    return outputs.map((elements, i) => {
      const { shape, dtype } = results[i] ?? aval([], 'f32');
      if (!stays.has(i)) return makeValue(shape, dtype, elements.slice());
      const kept = resident({ shape, dtype }, elements);
      current.set(kept.value, kept);
      return kept.value;
    });
  };
  return {
    run: async (values): Promise<E.Either<BackendError, readonly AnyValue[]>> => E.right(run(values)),
  };
};
