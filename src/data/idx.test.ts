import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import { parseIdx } from './idx.ts';

describe('parseIdx', () => {
  it.each([
    ['u8', [0, 0, 8, 1, 0, 0, 0, 2, 1, 255], Uint8Array.of(1, 255)],
    ['i8', [0, 0, 9, 1, 0, 0, 0, 2, 1, 255], Int8Array.of(1, -1)],
    ['i16', [0, 0, 11, 1, 0, 0, 0, 1, 1, 2], Int16Array.of(258)],
    ['i32', [0, 0, 12, 1, 0, 0, 0, 1, 0, 0, 1, 2], Int32Array.of(258)],
    ['f32', [0, 0, 13, 1, 0, 0, 0, 1, 0x3f, 0x80, 0, 0], Float32Array.of(1)],
    ['f64', [0, 0, 14, 1, 0, 0, 0, 1, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0], Float64Array.of(1)],
  ])('reads big-endian %s', (dtype, bytes, data) => {
    expect(rightOf(parseIdx(Uint8Array.from(bytes)))).toEqual({ dtype, shape: [data.length], data });
  });

  it('reads more axes, and none', () => {
    const matrix = parseIdx(Uint8Array.of(0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6));
    expect(rightOf(matrix).shape).toEqual([1, 2]);
    expect(rightOf(parseIdx(Uint8Array.of(0, 0, 8, 0, 9))).shape).toEqual([]);
  });

  it.each([
    [[], 'Truncated', 'at least 4 bytes, got 0'],
    [[0, 0, 8], 'Truncated', 'got 3'],
    [[1, 0, 8, 1, 0, 0, 0, 0], 'BadHeader', 'got 01 00 08 01'],
    [[0, 0, 10, 1, 0, 0, 0, 0], 'BadHeader', 'got 00 00 0a 01'],
    [[0x1f, 0x8b, 8, 0], 'BadHeader', 'got 1f 8b 08 00'],
    [[0, 0, 8, 2, 0, 0, 0, 1], 'Truncated', '2 axes take a header of 12 bytes'],
    [[0, 0, 8, 1, 0, 0, 0, 2, 1], 'Truncated', 'u8 [2] takes 2 bytes from byte 8 on, the file has 1'],
    [[0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255], 'Truncated', 'more than 2^53'],
    [[0, 0, 8, 1, 0, 0, 0, 1, 1, 1], 'BadLayout', 'bytes left over'],
  ])('refuses %j', (bytes, tag, message) => {
    const error = leftOf(parseIdx(Uint8Array.from(bytes)));
    expect(error._tag).toBe(tag);
    expect(error.message).toContain(message);
  });
});
