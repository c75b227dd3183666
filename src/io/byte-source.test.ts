import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import { blobSource, bytesSource, concatBytes } from './byte-source.ts';

const bytes = Uint8Array.of(1, 2, 3, 4);

describe.each([
  ['bytesSource', bytesSource(bytes)],
  ['blobSource', blobSource(new Blob([bytes]))],
])('%s', (_, source) => {
  it('reads what is asked for', async () => {
    expect(source.size).toBe(4);
    expect(rightOf(await source.read(1, 2)())).toEqual(Uint8Array.of(2, 3));
    expect(rightOf(await source.read(4, 0)())).toEqual(new Uint8Array(0));
  });

  it.each([
    [3, 2],
    [-1, 1],
    [0, -1],
    [0.5, 1],
    [0, 2 ** 53],
  ])('refuses %d, %d', async (offset, length) => {
    expect(leftOf(await source.read(offset, length)())).toMatchObject({ _tag: 'Truncated', offset });
  });
});

describe('concatBytes', () => {
  it('joins', () => {
    expect(concatBytes([bytes, new Uint8Array(0), Uint8Array.of(5)])).toEqual(Uint8Array.of(1, 2, 3, 4, 5));
  });
});
