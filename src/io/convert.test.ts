import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import { type F32Tensor, fromF32, toF32, toI32 } from './convert.ts';
import type { FileTensor } from './file-tensor.ts';

const floats: F32Tensor = { dtype: 'f32', shape: [2], data: Float32Array.of(1, -2) };

describe('toF32', () => {
  it('gives an f32 tensor back as it is', () => {
    expect(toF32(floats)).toBe(floats);
  });

  it.each([
    { dtype: 'f64', shape: [2], data: Float64Array.of(1, -2) },
    { dtype: 'f16', shape: [2], data: Uint16Array.of(0x3c00, 0xc000) },
    { dtype: 'bf16', shape: [2], data: Uint16Array.of(0x3f80, 0xc000) },
    { dtype: 'i64', shape: [2], data: BigInt64Array.of(1n, -2n) },
    { dtype: 'i32', shape: [2], data: Int32Array.of(1, -2) },
    { dtype: 'i16', shape: [2], data: Int16Array.of(1, -2) },
    { dtype: 'i8', shape: [2], data: Int8Array.of(1, -2) },
  ] satisfies FileTensor[])('widens $dtype', (tensor) => {
    expect(toF32(tensor)).toEqual(floats);
  });

  it.each([
    { dtype: 'u64', shape: [2], data: BigUint64Array.of(1n, 0n) },
    { dtype: 'u32', shape: [2], data: Uint32Array.of(1, 0) },
    { dtype: 'u16', shape: [2], data: Uint16Array.of(1, 0) },
    { dtype: 'u8', shape: [2], data: Uint8Array.of(1, 0) },
    { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) },
  ] satisfies FileTensor[])('widens $dtype', (tensor) => {
    expect(toF32(tensor).data).toEqual(Float32Array.of(1, 0));
  });

  it('rounds 64-bit integers once', () => {
    // Just above the tie between 2^60 and its upper neighbour 2^60 + 2^37: a double would first lose the 1.
    const above = 2n ** 60n + 2n ** 36n + 1n;
    const tensor: FileTensor = {
      dtype: 'i64',
      shape: [3],
      data: BigInt64Array.of(above, -above, above - 1n),
    };
    expect([...toF32(tensor).data]).toEqual([2 ** 60 + 2 ** 37, -(2 ** 60 + 2 ** 37), 2 ** 60]);
  });
});

describe('toI32', () => {
  it('takes integers and booleans', () => {
    const i64: FileTensor = {
      dtype: 'i64',
      shape: [2],
      data: BigInt64Array.of(-(2n ** 31n), 2n ** 31n - 1n),
    };
    expect(rightOf(toI32(i64)).data).toEqual(Int32Array.of(-(2 ** 31), 2 ** 31 - 1));
    expect(rightOf(toI32({ dtype: 'bool', shape: [1], data: Uint8Array.of(1) })).data).toEqual(
      Int32Array.of(1),
    );
    expect(rightOf(toI32({ dtype: 'i8', shape: [1], data: Int8Array.of(-1) })).data).toEqual(
      Int32Array.of(-1),
    );
    expect(rightOf(toI32({ dtype: 'u32', shape: [1], data: Uint32Array.of(7) })).data).toEqual(
      Int32Array.of(7),
    );
  });

  it.each([
    [
      { dtype: 'i64', shape: [2], data: BigInt64Array.of(0n, 2n ** 31n) },
      'OutOfRange',
      'element 1 of the i64 tensor is 2147483648',
    ],
    [{ dtype: 'u64', shape: [1], data: BigUint64Array.of(2n ** 63n) }, 'OutOfRange', 'element 0'],
    [{ dtype: 'u32', shape: [1], data: Uint32Array.of(2 ** 31) }, 'OutOfRange', 'is 2147483648'],
    [floats, 'Unsupported', 'expected a tensor of integers, got f32'],
  ] satisfies [FileTensor, string, string][])(
    'refuses $0.dtype out of range, and floats',
    (tensor, tag, message) => {
      const error = leftOf(toI32(tensor));
      expect(error._tag).toBe(tag);
      expect(error.message).toContain(message);
    },
  );
});

describe('fromF32', () => {
  it('narrows and widens', () => {
    expect(fromF32('f16')(floats)).toEqual({
      dtype: 'f16',
      shape: [2],
      data: Uint16Array.of(0x3c00, 0xc000),
    });
    expect(fromF32('bf16')(floats)).toEqual({
      dtype: 'bf16',
      shape: [2],
      data: Uint16Array.of(0x3f80, 0xc000),
    });
    expect(fromF32('f64')(floats)).toEqual({ dtype: 'f64', shape: [2], data: Float64Array.of(1, -2) });
    expect(fromF32('f32')(floats)).toBe(floats);
  });
});
