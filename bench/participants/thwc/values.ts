import * as E from 'fp-ts/lib/Either.js';
import {
  type AnyValue,
  constant,
  costOf,
  type Program,
  simplify,
  type Value,
  valueFrom,
} from '../../../src/index.ts';
import { fromNamedParameters } from '../../../src/nn/index.ts';
import { flattenValues, unflatten } from '../../../src/tensor/tree.ts';
import type { Given } from '../answer.ts';

/** A job's tensors. */
export interface Reader {
  readonly tensor: (name: string) => Given;
  readonly names: readonly string[];
}

export const vector = ({ data }: Given): Value<[number]> => valueFrom([data.length], data);

export const matrix = ({ shape: [rows = 0, columns = 0], data }: Given): Value<[number, number]> =>
  valueFrom([rows, columns], data);

export const volume = ({ shape: [n = 0, h = 0, w = 0], data }: Given): Value<[number, number, number]> =>
  valueFrom([n, h, w], data);

export const images = ({
  shape: [n = 0, h = 0, w = 0, c = 0],
  data,
}: Given): Value<[number, number, number, number]> => valueFrom([n, h, w, c], data);

export const videos = ({
  shape: [n = 0, t = 0, h = 0, w = 0, c = 0],
  data,
}: Given): Value<[number, number, number, number, number]> => valueFrom([n, t, h, w, c], data);

/** A value's numbers, as the checks want them. */
export const numbers = ({ data }: AnyValue): Float32Array =>
  data instanceof Float32Array ? data : Float32Array.from(data, Number);

/** The leaves of a tree of descriptions from the job's tensors `prefix…`, as values. */
export const valuesLike = <T>(like: T, { tensor, names }: Reader, prefix: string) => {
  const named = new Map<string, AnyValue>(
    names
      .filter((name) => name.startsWith(prefix))
      .map((name) => {
        const { shape, data } = tensor(name);
        return [name.slice(prefix.length), valueFrom([...shape], data)];
      }),
  );
  const found = fromNamedParameters(like, named);
  if (E.isLeft(found)) throw new Error(found.left.message);
  return found.right;
};

/** The same as constants of the program: what does not change from run to run. */
export function constantsLike<T>(like: T, reader: Reader, prefix: string): T;
export function constantsLike(like: unknown, reader: Reader, prefix: string): unknown {
  const { leaves, structure } = flattenValues(valuesLike(like, reader, prefix));
  return unflatten(structure, leaves.map(constant));
}

/** Operations and bytes of a program, as `cost` counts them. */
export const counted = (program: Program) => {
  const { total, peakBytes } = costOf(simplify(program));
  return { operations: total.operations, bytes: total.bytesRead + total.bytesWritten, peakBytes };
};
