import { describe, expect, it } from 'vitest';
import { bf16ToNumber, f16ToNumber, numberToBf16, numberToF16 } from './half.ts';

describe('binary16', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x0001, 2 ** -24],
    [0x03ff, 2 ** -14 - 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('%i stands for %d, both ways', (bits, value) => {
    expect(f16ToNumber(bits)).toBe(value);
    expect(numberToF16(value)).toBe(bits);
  });

  it.each([
    [65519.99609375, 0x7bff],
    [65520, 0x7c00],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [1 + 2 ** -11 + 2 ** -23, 0x3c01],
    [2 ** -25, 0x0000],
    [2 ** -25 + 2 ** -48, 0x0001],
    [3 * 2 ** -25, 0x0002],
    [2 ** -14 - 2 ** -26, 0x0400],
    [-1e-30, 0x8000],
  ])('%d rounds to the nearest, ties to even', (value, bits) => {
    expect(numberToF16(value)).toBe(bits);
  });
});

describe('bfloat16', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3f80, 1],
    [0xc000, -2],
    [0x0001, 2 ** -133],
    [0x7f80, Number.POSITIVE_INFINITY],
  ])('%i stands for %d, both ways', (bits, value) => {
    expect(bf16ToNumber(bits)).toBe(value);
    expect(numberToBf16(value)).toBe(bits);
  });

  it.each([
    [1 + 2 ** -8, 0x3f80],
    [1 + 3 * 2 ** -8, 0x3f82],
    [1 + 2 ** -8 + 2 ** -23, 0x3f81],
    [3.4028234663852886e38, 0x7f80],
  ])('%d rounds to the nearest, ties to even', (value, bits) => {
    expect(numberToBf16(value)).toBe(bits);
  });

  it('keeps NaN', () => {
    expect(bf16ToNumber(numberToBf16(Number.NaN))).toBeNaN();
  });
});
