import type { Shape } from '../../shape-types/dim.ts';
import { apply } from '../apply.ts';
import type { AnyTensor, Tensor } from '../tensor.ts';

/**
 * Marks the rows of `x` (all axes but the last) as messages of a kind, for the cost interpreter to count.
 * The numbers stay as they are.
 *
 * @param x `[…, D]`: one message of width D in each row
 * @param label the kind that they are counted under
 * @throws TensorError when `x` has no axis
 * @example
 * ```ts
 * import { messages, zeros } from 'thwc';
 * const sent = messages(zeros([90, 512]), 'spatial'); // 90 messages
 * ```
 */
export function messages<S extends Shape>(x: Tensor<S>, label: string): Tensor<S>;
export function messages(x: AnyTensor, label: string): AnyTensor {
  return apply('messages', { label }, [x]);
}
