/**
 * Results that stay in a program's memory until they are read, so that they can go into its next run without leaving it.
 * A run that takes them in uses them up; one that does not must not lose them: they are fetched first.
 */
import { type Aval, showAval } from '../../../tensor/aval.ts';
import type { DType, TypedArrayOf } from '../../../tensor/dtype.ts';
import { TensorError } from '../../../tensor/error.ts';
import { avalsOf, type Program } from '../../../tensor/program.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { lazyValue } from '../../../tensor/values.ts';

/** A result in memory. */
export interface Resident {
  readonly value: AnyValue;
  /** Where its elements are, as long as it is not gone. */
  readonly elements: TypedArrayOf<DType>;
  /** Fetches the elements, for they are about to be overwritten. */
  readonly rescue: () => void;
  /** Lets the elements go. */
  readonly giveUp: () => void;
}

export const resident = ({ shape, dtype }: Aval, elements: TypedArrayOf<DType>): Resident => {
  let fetched: TypedArrayOf<DType> | undefined;
  let isGone = false;
  const fetch = (): TypedArrayOf<DType> => {
    if (fetched !== undefined) return fetched;
    if (isGone)
      throw new TensorError(
        'compile',
        'this value was given to a call that uses it up (donate), and can not be read any more',
        [{ shape, dtype }],
        'to be read before that call, or not to be donated',
      );
    fetched = elements.slice();
    return fetched;
  };
  return {
    value: lazyValue(shape, dtype, fetch),
    elements,
    rescue: fetch,
    giveUp: () => {
      isGone = true;
    },
  };
};

/** The results that stay in memory: for each donated input the first of its type that stays for no other. */
export const staying = (program: Program, donated: readonly number[]): ReadonlySet<number> => {
  const { inputs } = program;
  const avals = avalsOf(program);
  const free = new Map<string, number[]>();
  program.outputs.forEach((n, i) => {
    const output = avals[n];
    if (output === undefined) return;
    const type = showAval(output);
    free.set(type, [...(free.get(type) ?? []), i]);
  });
  const found = new Set<number>();
  for (const i of donated) {
    const input = inputs[i];
    const output = input === undefined ? undefined : free.get(showAval(input))?.shift();
    if (output !== undefined) found.add(output);
  }
  return found;
};
