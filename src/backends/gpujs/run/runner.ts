/** What runs a plan on a device: inputs in, outputs out, in between nothing leaves the device. */
import type { Plan } from '../plan/plan.ts';

export interface Runner {
  /** The numbers of the arrays that `wanted` names, of inputs by their number in the program. */
  readonly run: (inputs: readonly (Float32Array | undefined)[]) => Promise<ReadonlyMap<number, Float32Array>>;
  /** Gives up all that is on the device. */
  readonly destroy: () => void;
}

/** The outputs that have to be computed: not those that are inputs or constants. */
export const computed = (plan: Plan): readonly number[] => [
  ...new Set(
    plan.outputs.flatMap(({ array }) => (plan.arrays[array]?.origin.kind === 'call' ? [array] : [])),
  ),
];

/** What was read back, by array. */
export const byArray = (
  wanted: readonly number[],
  results: readonly unknown[],
): ReadonlyMap<number, Float32Array> =>
  new Map(
    wanted.map((array, i) => {
      const numbers = results[i];
      if (!(numbers instanceof Float32Array)) throw new TypeError('gpujs: gpu.js gave no array of numbers');
      return [array, numbers];
    }),
  );
