import { describe, expect, it } from 'vitest';
import { numbersOf } from '../../../property-tests/support/naive.ts';
import { axis, value } from '../values.ts';
import { arange, constant, eye, full, iota, linspace, ones, scalar, tensor, zeros } from './constants.ts';

describe('constants', () => {
  it('hold what they say', async () => {
    expect(
      await numbersOf(
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]),
      ),
    ).toEqual({ shape: [2, 3], data: [1, 2, 3, 4, 5, 6] });
    expect(await numbersOf(tensor([true, false], 'bool'))).toEqual({ shape: [2], data: [1, 0] });
    expect(await numbersOf(tensor(7))).toEqual({ shape: [], data: [7] });
    expect(await numbersOf(tensor([[], []]))).toEqual({ shape: [2, 0], data: [] });
    expect(await numbersOf(scalar(3, 'i32'))).toEqual({ shape: [], data: [3] });
    expect(await numbersOf(full([axis('batch', 2)], 0.5))).toEqual({ shape: [2], data: [0.5, 0.5] });
    expect(await numbersOf(zeros([0, 3]))).toEqual({ shape: [0, 3], data: [] });
    expect(await numbersOf(ones([2], 'bool'))).toEqual({ shape: [2], data: [1, 1] });
    expect(await numbersOf(iota([2, 3], -1))).toEqual({ shape: [2, 3], data: [0, 1, 2, 0, 1, 2] });
    expect(await numbersOf(arange(4))).toEqual({ shape: [4], data: [0, 1, 2, 3] });
    expect(await numbersOf(eye(2))).toEqual({ shape: [2, 2], data: [1, 0, 0, 1] });
    expect(await numbersOf(linspace(0, 1, 5))).toEqual({ shape: [5], data: [0, 0.25, 0.5, 0.75, 1] });
    expect(await numbersOf(linspace(3, 1, 1))).toEqual({ shape: [1], data: [3] });
    expect(await numbersOf(constant(value([1, 2])))).toEqual({ shape: [2], data: [1, 2] });
  });
  it('refuse what is no shape', () => {
    expect(() => zeros([2, -1])).toThrow('zeros: sizes must be whole numbers ≥ 0, got [2,-1]');
    expect(() => full([2], 0.5, 'i32')).toThrow('full: 0.5 is no i32');
    expect(() => iota([2], 1)).toThrow(/iota: axis 1/);
    expect(() => tensor([[1, 2], [3]])).toThrow(/tensor: the array\[1\] has 1 entries/);
    expect(() => arange(1.5)).toThrow(/arange: sizes/);
  });
});
