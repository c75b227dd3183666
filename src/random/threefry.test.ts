import { describe, expect, it } from 'vitest';
import { threefry2x32, threefryInto } from './threefry.ts';

describe('threefry2x32', () => {
  // Random123, tests/kat_vectors, "threefry2x32 20": counter, key, expected.
  it.each([
    [0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x6b200159, 0x99ba4efe],
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x1cb996fc, 0xbb002be7],
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xc4923a9c, 0x483df7a0],
  ])('gives the known answer for counter %i %i', (counter0, counter1, key0, key1, word0, word1) => {
    expect(threefry2x32(key0, key1, counter0, counter1)).toEqual([word0, word1]);
  });

  it('takes int32 and uint32 alike, and writes where it is told', () => {
    const out = new Int32Array(4);
    threefryInto(-1, -1, -1, -1, out, 1);
    expect([...new Uint32Array(out.buffer)]).toEqual([0, 0x1cb996fc, 0xbb002be7, 0]);
  });
});
