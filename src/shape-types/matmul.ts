import type { BroadcastShape } from './broadcast.ts';
import type { SameDim, Shape } from './dim.ts';
import type { ShapeError, UnlessRankUnknown } from './error.ts';

/**
 * `[…, m, k] · […, k, n]` is `[…, m, n]`; leading axes broadcast. A vector stands for a row on the left and for a column
 * on the right, as in NumPy.
 *
 * @example `MatmulShape<['b', 7, 512], [512, 64]>` is `['b', 7, 64]`
 */
export type MatmulShape<A extends Shape, B extends Shape, Now = unknown> = A extends readonly [
  ...infer LeadA,
  infer M,
  infer K,
]
  ? B extends readonly [...infer LeadB, infer BK, infer N]
    ? SameDim<K, BK, Now> extends true
      ? Batched<LeadA, LeadB, [M, N], Now>
      : InnerDiffer<K, BK>
    : B extends readonly [infer BK]
      ? SameDim<K, BK, Now> extends true
        ? [...LeadA, M]
        : InnerDiffer<K, BK>
      : NoMatrix<B, A, B>
  : A extends readonly [infer K]
    ? B extends readonly [...infer LeadB, infer BK, infer N]
      ? SameDim<K, BK, Now> extends true
        ? [...LeadB, N]
        : InnerDiffer<K, BK>
      : B extends readonly [infer BK]
        ? SameDim<K, BK, Now> extends true
          ? []
          : InnerDiffer<K, BK>
        : NoMatrix<B, A, B>
    : NoMatrix<A, A, B>;

type InnerDiffer<K, BK> = ShapeError<'matmul: inner dimensions differ', K, BK>;

type NoMatrix<Culprit extends Shape, A, B> = UnlessRankUnknown<
  Culprit,
  ShapeError<'matmul: a scalar is not a matrix', A, B>
>;

type Batched<LeadA extends Shape, LeadB extends Shape, Matrix extends Shape, Now> = LeadB extends readonly []
  ? [...LeadA, ...Matrix]
  : BroadcastShape<LeadA, LeadB, 'matmul', Now> extends infer Lead
    ? Lead extends Shape
      ? [...Lead, ...Matrix]
      : Lead
    : never;
