import type { ShapeError } from '../shape-types/error.ts';
import type { DType } from './dtype.ts';
import type { Tensor } from './tensor.ts';
export type Result<R, D extends DType = 'f32'> = R extends readonly [...infer S] ? Tensor<S, D> :  R extends ShapeError<string> ? any : never;
