import { splitKey } from '../tensor/ops/random.ts';
import { index } from '../tensor/ops/slice.ts';
import type { Key } from './layer.ts';

/** One key for each item of a list: a key is used once. */
export const eachWithKey = <A, B>(
  items: readonly A[],
  key: Key,
  f: (item: A, key: Key, i: number) => B,
): B[] => {
  const keys = splitKey(key, items.length);
  return items.map((item, i) => f(item, index(keys, i), i));
};

/** Two keys from one. */
export const pairOfKeys = (key: Key): readonly [Key, Key] => {
  const keys = splitKey(key, 2);
  return [index(keys, 0), index(keys, 1)];
};
