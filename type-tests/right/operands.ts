/** Numbers as operands, dtypes, and shapes and dtypes that are type parameters. */
import { pipe } from 'fp-ts/function';
import {
  add,
  cast,
  concat,
  type Dim,
  ensureShape,
  eq,
  gt,
  mul,
  type Numeric,
  type Shape,
  sub,
  type Tensor,
  tensor,
  tensordot,
  topK,
  where,
  zeros,
} from '../../src/index.ts';
import * as P from '../../src/tensor/pipe/index.ts';

declare const x: Tensor<['b', 3]>;
declare const ints: Tensor<[3], 'i32'>;
declare const row: Tensor<[3]>;

export const left = sub(1, x);
export const right = add(ints, 1);
export const both = add(1, 2);
export const masks = [eq(x, 1), gt(1, ints)] as const;
export const chosen = [where(gt(x, 0), x, 0), where(gt(x, 0), 0, row), where(gt(x, 0), 1, 0)] as const;
export const piped = [
  pipe(x, P.mul(2), P.add(row)),
  pipe(ints, P.gt(0)),
  pipe(ints, P.maximum(0), P.cast('f32')),
] as const;
export const cases = [
  tensordot(zeros([2, 3, 4]), zeros([3, 4, 5]), 2),
  topK(x, 2, 1),
  ensureShape(cast(x, 'i32'), [7, 3]),
] as const;
export const joined = concat([x, zeros([2, 3])], 0);
export const literal = tensor([[1, 2, 3]]);

export const half = <S extends Shape>(s: Tensor<S>): Tensor<S> => add(mul(s, 0.5), s);
export const twice = <S extends Shape, D extends Numeric>(s: Tensor<S, D>): Tensor<S, D> => add(s, s);
export const leaky = <B extends Dim>(s: Tensor<[B, 3]>): Tensor<[B, 3]> => where(gt(s, 0), s, mul(s, 0.01));
