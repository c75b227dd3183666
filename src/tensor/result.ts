import type { Shape } from '../shape-types/dim.ts';
import type { DType } from './dtype.ts';
import type { Tensor } from './tensor.ts';

/**
 * The tensor that a shape rule promises. After an error it is `any`: the mistake has been reported at its argument, and
 * everything computed from it must not repeat the message.
 *
 * A rule may be the default of a type parameter `R`; that `S` is inferred here and `R` not handed on keeps the compiler
 * from inferring `R` from the type that the context expects.
 */
export type Result<R, D extends DType = 'f32'> = R extends readonly [...infer S]
  ? Tensor<number extends S['length'] ? Shape : S, D>
  : // biome-ignore lint/suspicious/noExplicitAny: any other type would turn one mistake into a chain of messages
    any;
