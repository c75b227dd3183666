import * as O from 'fp-ts/lib/Option.js';
import { labelCount, labelPair } from '../../data/index.ts';

/** The name of a label of SyncMNIST: the two digits that make the same moves. */
const pairName = (index: number): string =>
  O.match(
    () => 'none',
    ([a, b]: readonly [number, number]) => `${a}, ${b}`,
  )(labelPair(index));

/**
 * The names of so many classes: pairs of digits where there are as many as SyncMNIST has, numbers otherwise, which of ten are the
 * digits themselves.
 *
 * @example
 * ```ts
 * import { classNames } from './class-names.ts';
 * console.log(classNames(46)[44], classNames(46)[45], classNames(10)[7]); // 8, 9 none 7
 * ```
 */
export const classNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => (count === labelCount ? pairName(i) : String(i)));
