import { describe, expect, it } from 'vitest';
import { apply } from '../../tensor/apply.ts';
import { constant } from '../../tensor/build.ts';
import type { UnaryOp } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';
import { traceClosed } from '../../tensor/trace.ts';
import { value, valueFrom } from '../../tensor/values.ts';
import { erf } from './erf.ts';
import { evaluateProgram } from './evaluate.ts';

const run = (x: AnyTensor): number[] => [
  ...(evaluateProgram(
    traceClosed([], () => [x]),
    [],
  )[0]?.data ?? []),
];

const unary = (op: UnaryOp, ...xs: readonly number[]): number[] =>
  run(apply('unary', { op }, [constant(valueFrom([xs.length], Float32Array.from(xs)))]));

describe('reference', () => {
  it('knows erf to double precision (values of Abramowitz & Stegun, table 7.1, and the tails)', () => {
    expect(erf(0)).toBe(0);
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 15);
    expect(erf(1)).toBeCloseTo(0.8427007929497149, 15);
    expect(erf(2)).toBeCloseTo(0.9953222650189527, 15);
    expect(erf(2.4999)).toBeCloseTo(erf(2.5001), 5);
    expect(erf(-3)).toBeCloseTo(-0.9999779095030014, 15);
    expect([erf(7), erf(Number.NEGATIVE_INFINITY), erf(Number.NaN)]).toEqual([1, -1, Number.NaN]);
  });

  it('rounds half to even and keeps the sign of zero', () => {
    expect(unary('round', 0.5, 1.5, 2.5, -0.5, -1.5, 2.4)).toEqual([0, 2, 2, -0, -2, 2]);
  });

  it('lets NaN through relu, max and reductions', () => {
    expect(unary('relu', Number.NaN, -1, 2)).toEqual([Number.NaN, 0, 2]);
    const x = constant(value([1, Number.NaN, 3]));
    expect(run(apply('reduce', { op: 'max', axes: [0] }, [x]))).toEqual([Number.NaN]);
    expect(run(apply('argReduce', { op: 'argmin', axis: 0 }, [x]))).toEqual([1]);
  });

  it('makes nothing of the negative, and only of it', () => {
    const infinity = Number.POSITIVE_INFINITY;
    expect(unary('relu', -0, 0, -infinity, infinity, 1e-45, -1e-45)).toEqual([
      0,
      0,
      0,
      infinity,
      2 ** -149,
      0,
    ]);
    expect(unary('relu', 3.4e38, -3.4e38)).toEqual([Math.fround(3.4e38), 0]);
  });

  it('converts f32 to i32 by truncation, saturates, and makes NaN 0', () => {
    const x = constant(value([1.9, -1.9, 3e9, -3e9, Number.NaN]));
    expect(run(apply('convert', { to: 'i32' }, [x]))).toEqual([1, -1, 2 ** 31 - 1, -(2 ** 31), 0]);
  });

  it('wraps products and sums of integers', () => {
    const x = constant(value([2 ** 30, 3], 'i32'));
    expect(run(apply('binary', { op: 'mul' }, [x, x]))).toEqual([0, 9]);
    expect(
      run(apply('reduce', { op: 'sum', axes: [0] }, [constant(value([2 ** 31 - 1, 1], 'i32'))])),
    ).toEqual([-(2 ** 31)]);
  });

  it('gathers NaN and drops updates outside the axis', () => {
    const x = constant(value([10, 20]));
    const indices = constant(value([1, 2, -1], 'i32'));
    expect(run(apply('gather', { axis: 0, batch: 0 }, [x, indices]))).toEqual([20, Number.NaN, Number.NaN]);
    const updates = constant(value([1, 2, 3]));
    expect(run(apply('scatterAdd', { axis: 0, batch: 0, size: 2 }, [updates, indices]))).toEqual([0, 1]);
  });

  it('keeps doubles between inputs and outputs when asked to', () => {
    const program = traceClosed([], () => {
      const tiny = constant(value([1e-9]));
      const one = constant(value([1]));
      return [apply('binary', { op: 'sub' }, [apply('binary', { op: 'add' }, [one, tiny]), one])];
    });
    expect(evaluateProgram(program, [])[0]?.data[0]).toBe(0);
    expect(evaluateProgram(program, [], { precision: 'f64' })[0]?.data[0]).toBeCloseTo(1e-9, 15);
  });
});
