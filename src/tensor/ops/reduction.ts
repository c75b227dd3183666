import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';

export function sum(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  build.demandDType('sum', x, 'f32', 'i32');
  return build.reduce('sum', 'sum', x, options);
}
export function mean(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  return build.mean('mean', x, options);
}
export function max(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  build.demandDType('max', x, 'f32', 'i32');
  return build.reduce('max', 'max', x, options);
}
export function min(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  build.demandDType('min', x, 'f32', 'i32');
  return build.reduce('min', 'min', x, options);
}
export function any(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  build.demandDType('any', x, 'bool');
  return build.reduce('any', 'max', x, options);
}
export function all(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  build.demandDType('all', x, 'bool');
  return build.reduce('all', 'min', x, options);
}
