/** Types that comments of snippets can name. */
import type { Program, Tensor, Value } from '../../src/index.ts';
import type { Layer, Spec } from '../../src/nn/layer.ts';

export type { Layer, Program, Spec, Tensor, Value };

type IsAny<A> = 0 extends 1 & A ? true : false;

/** What a comment speaks of: the value itself, or what a function gives. */
export type Given<A> = A extends (...args: never) => infer Result ? Result : A;

/** Whether two types are assignable both ways, and neither is `any`. */
export type Same<A, B> =
  IsAny<A> extends true ? false : [A] extends [B] ? ([B] extends [A] ? true : false) : false;
