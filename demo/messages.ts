import * as E from 'fp-ts/lib/Either.js';
import {
  type AnyValue,
  type Backend,
  flattenValues,
  type Program,
  simplify,
  tapMessages,
} from '../src/index.ts';

/** Runs a program and gives, beside its outputs, the messages it sent under a label. */
export type Listening = (inputs: readonly unknown[]) => Promise<{
  readonly outputs: readonly AnyValue[];
  readonly messages: readonly AnyValue[];
}>;

/** Makes a program that can be listened to: the same network, with its messages as further outputs. */
export const listen = async (program: Program, label: string, backend: Backend): Promise<Listening> => {
  const tapped = tapMessages(simplify(program), label);
  const compiled = await backend.compile(tapped.program);
  if (E.isLeft(compiled)) throw new Error(compiled.left.message);
  return async (inputs) => {
    const results = await compiled.right.run(inputs.flatMap((tree) => flattenValues(tree).leaves));
    if (E.isLeft(results)) throw new Error(results.left.message);
    const own = results.right.length - tapped.taps;
    return { outputs: results.right.slice(0, own), messages: results.right.slice(own) };
  };
};

/** The Euclidean norms of messages `[K, E, D]`, `[K][E]` flattened: one number for each message. */
export const sizesOf = ({ shape, data }: AnyValue): readonly number[] => {
  const width = shape.at(-1) ?? 1;
  return Array.from({ length: data.length / width }, (_, row) =>
    Math.hypot(...data.subarray(row * width, (row + 1) * width)),
  );
};
