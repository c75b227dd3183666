/**
 * Marking messages, data last.
 */
import type { Shape } from '../../shape-types/dim.ts';
import * as ops from '../ops/index.ts';
import type { Tensor } from '../tensor.ts';
import { type DataLast, dataLast } from './data-last.ts';

/** What {@link messages} gives. */
export type Messages = <S extends Shape>(x: Tensor<S>) => Tensor<S>;

/**
 * `pipe(x, messages(label))` is `messages(x, label)`.
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([90, 512]), P.messages('spatial')); // Tensor<[90, 512]>
 * ```
 */
export function messages(label: string): Messages;
export function messages(label: string): DataLast {
  return dataLast(ops.messages, label);
}
