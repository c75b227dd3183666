import type { Shape } from '../shape-types/dim.ts';
import type { ShapeError } from '../shape-types/error.ts';
import type { DType } from './dtype.ts';
import type { Tensor } from './tensor.ts';

/**
 * The tensor that a shape rule promises. After an error it is `any`: the mistake has been reported at its argument, and
 * everything computed from it must not repeat the message.
 */
// biome-ignore lint/suspicious/noExplicitAny: any other type would turn one mistake into a chain of messages
export type Result<R, D extends DType = 'f32'> = R extends ShapeError<string> ? any : R extends Shape ? Tensor<R, D> : never;
