import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';


export interface VarianceOptions extends build.ReduceOptions {
  /** Taken from the count in the divisor: 0 for the variance of these numbers, 1 to estimate the one behind a sample. */
  readonly correction?: number;
}

const varianceOf = (op: string, x: AnyTensor, { correction = 0, ...options }: VarianceOptions): AnyTensor => {
  build.demandDType(op, x, 'f32');
  const { axes } = options;
  const off = build.binary('sub', x, build.mean(op, x, { ...options, keepDims: true }));
  const squares = build.reduce(op, 'sum', build.binary('mul', off, off), options);
  return build.binary('div', squares, build.countOver(op, axes, x) - correction);
};

export function variance(x: AnyTensor, options: VarianceOptions = {}): AnyTensor {
  return varianceOf('variance', x, options);
}

export function std(x: AnyTensor, options: VarianceOptions = {}): AnyTensor {
  return build.unary('sqrt', varianceOf('std', x, options));
}

export function standardize(x: AnyTensor, { axes, epsilon = 1e-5 }: StandardizeOptions = {}): AnyTensor {
  build.demandDType('standardize', x, 'f32');
  demand(epsilon >= 0, 'standardize', `epsilon must be ≥ 0, got ${epsilon}`);
  const options = axes === undefined ? { keepDims: true } : { axes, keepDims: true };
  const off = build.binary('sub', x, build.mean('standardize', x, options));
  const spread = build.mean('standardize', build.binary('mul', off, off), options);
  return build.binary('mul', off, build.unary('rsqrt', build.binary('add', spread, epsilon)));
}

export interface StandardizeOptions {
  readonly axes?: number | readonly number[];
  /** Added to the variance: keeps constant slices at 0 instead of NaN. */
  readonly epsilon?: number;
}

export function norm(x: AnyTensor, options: build.ReduceOptions = {}): AnyTensor {
  build.demandDType('norm', x, 'f32');
  return build.unary('sqrt', build.reduce('norm', 'sum', build.binary('mul', x, x), options));
}
