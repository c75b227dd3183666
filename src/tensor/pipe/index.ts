/**
 * The public ops, data last, for `pipe` and `flow` of fp-ts. Use it as a namespace:
 *
 * @example
 * ```ts
 * import { pipe } from 'fp-ts/lib/function.js';
 * import { zeros } from 'thwc';
 * import * as P from 'thwc/pipe';
 * const y = pipe(zeros([32, 7, 512]), P.matmul(zeros([512, 64])), P.relu, P.reshape([32, -1])); // Tensor<[32, 448]>
 * ```
 *
 * @module thwc/pipe
 */
export * from './activation.ts';
export * from './arithmetic.ts';
export * from './comparison.ts';
export * from './contraction.ts';
export * from './conv.ts';
export * from './einops.ts';
export * from './einsum.ts';
export * from './extremes.ts';
export * from './functions.ts';
export * from './join.ts';
export * from './logic.ts';
export * from './messages.ts';
export * from './permute.ts';
export * from './pool.ts';
export * from './reduction.ts';
export * from './reshape.ts';
export * from './resize.ts';
export * from './select.ts';
export * from './slice.ts';
export * from './statistics.ts';
export * from './take.ts';
