/**
 * Sums of exponentials, without overflow.
 */
import * as build from '../build.ts';
import type { AnyTensor } from '../tensor.ts';


interface Exponentials {
  /** x − m: at most 1. */
  readonly shifted: AnyTensor;
  readonly powers: AnyTensor;
  /** Σ eˣ⁻ᵐ, with 1 in place of 0. */
  readonly total: AnyTensor;
  /** Where x is −∞ throughout: nothing to sum. */
  readonly nothing: AnyTensor;
  readonly shift: AnyTensor;
}

/**
 * The shift m is the largest x, rounded down: as safe as the largest itself, and its derivative is 0, so gradients
 * do not go the detour through the maximum (to which they owe nothing). Infinite maxima are not subtracted:
 * ∞ − ∞ is NaN.
 */
const exponentials = (op: string, x: AnyTensor, axes: build.ReduceOptions['axes']): Exponentials => {
  build.demandDType(op, x, 'f32');
  const options = axes === undefined ? { keepDims: true } : { axes, keepDims: true };
  const largest = build.unary('floor', build.reduce(op, 'max', x, options));
  const finite = build.binary('lt', build.unary('abs', largest), Number.POSITIVE_INFINITY);
  const shift = build.select(op, finite, largest, 0);
  const shifted = build.binary('sub', x, shift);
  const powers = build.unary('exp', shifted);
  const sum = build.reduce(op, 'sum', powers, options);
  const nothing = build.binary('eq', sum, 0);
  return { shifted, powers, shift, nothing, total: build.select(op, nothing, 1, sum) };
};

export function logSumExp(x: AnyTensor, { axes, keepDims = false }: build.ReduceOptions = {}): AnyTensor {
  const { total, shift, nothing } = exponentials('logSumExp', x, axes);
  const log = build.binary('add', build.unary('log', total), shift);
  const result = build.select('logSumExp', nothing, Number.NEGATIVE_INFINITY, log);
  return keepDims ? result : build.dropAxes(result, build.normalAxes('logSumExp', axes, x));
}

export function softmax(x: AnyTensor, { axes = -1 }: { readonly axes?: number | readonly number[] } = {}): AnyTensor {
  const { powers, total } = exponentials('softmax', x, axes);
  return build.binary('div', powers, total);
}

export function logSoftmax(x: AnyTensor, { axes = -1 }: { readonly axes?: number | readonly number[] } = {}): AnyTensor {
  const { shifted, total } = exponentials('logSoftmax', x, axes);
  return build.binary('sub', shifted, build.unary('log', total));
}
