import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromBase64, leftOf, rightOf } from '../../property-tests/io/support.ts';
import { type ByteSource, bytesSource } from './byte-source.ts';
import {
  openSafetensors,
  parseSafetensors,
  rawBytesOf,
  readTensor,
  readTensorRows,
  tensorOf,
  tensorsOf,
} from './safetensors.ts';
import { serializeSafetensors } from './safetensors-write.ts';

/** Written by the official library (Python, safetensors 0.8.0). */
const official = fromBase64(
  'gAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJjb25maWciOiJ7XCJUXCI6NH1cbiJ9LCJhL8Op8J+YgCI6eyJkdHlwZSI6Ikk2NCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsMTZdfSwidyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbMTYsNDBdfSwiZSI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbMCw0XSwiZGF0YV9vZmZzZXRzIjpbNDAsNDBdfSwiaCI6eyJkdHlwZSI6IkYxNiIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzQwLDQ0XX0sInMiOnsiZHR5cGUiOiJVOCIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbNDQsNDVdfSwi77+/Ijp7ImR0eXBlIjoiQk9PTCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzQ1LDQ3XX19ICABAAAAAAAAAP7/////////AACAPwAAAEAAAEBAAACAQAAAoEAAAMBAADgAwAcBAA==',
);

describe('parseSafetensors', () => {
  it('reads a file of the official library', () => {
    const { tensors, metadata } = rightOf(tensorsOf(rightOf(parseSafetensors(official))));
    expect([...metadata]).toEqual([['config', '{"T":4}\n']]);
    expect([...tensors]).toEqual([
      ['a/é😀', { dtype: 'i64', shape: [2], data: BigInt64Array.of(1n, -2n) }],
      ['w', { dtype: 'f32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
      ['e', { dtype: 'i32', shape: [0, 4], data: new Int32Array(0) }],
      ['h', { dtype: 'f16', shape: [2], data: Uint16Array.of(0x3800, 0xc000) }],
      ['s', { dtype: 'u8', shape: [], data: Uint8Array.of(7) }],
      ['\uffff', { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) }],
    ]);
  });

  it('writes back the very bytes of the official library', () => {
    const file = rightOf(tensorsOf(rightOf(parseSafetensors(official))));
    expect(rightOf(serializeSafetensors(file))).toEqual(official);
  });

  it('reads at any alignment in memory', () => {
    const shifted = new Uint8Array(official.length + 1);
    shifted.set(official, 1);
    const file = rightOf(parseSafetensors(shifted.subarray(1)));
    expect(rightOf(tensorOf(file, 'w')).data).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    expect(rightOf(rawBytesOf(file, 's'))).toEqual(Uint8Array.of(7));
  });

  it('names the tensors there are when one is missing', () => {
    const error = leftOf(tensorOf(rightOf(parseSafetensors(official)), 'v'));
    expect(error).toMatchObject({ _tag: 'UnknownTensor', tensor: 'v' });
    expect(error.message).toContain('no tensor "v": the file has "a/é😀", "e", "h", "s", "w"');
  });

  const golden = new URL('../../test-data/golden/', import.meta.url);
  it.each(readdirSync(golden))('reads golden/%s and round-trips it', (name) => {
    const file = rightOf(tensorsOf(rightOf(parseSafetensors(readFileSync(new URL(name, golden))))));
    expect(file.tensors.has('features')).toBe(true);
    const again = rightOf(tensorsOf(rightOf(parseSafetensors(rightOf(serializeSafetensors(file))))));
    expect(again.metadata).toEqual(file.metadata);
    expect(again.tensors).toEqual(file.tensors);
  });
});

describe('openSafetensors', () => {
  /** A source that notes what is read of it. */
  const watched = (bytes: Uint8Array): { source: ByteSource; reads: [number, number][] } => {
    const reads: [number, number][] = [];
    const inner = bytesSource(bytes);
    const source: ByteSource = {
      size: inner.size,
      read: (offset, length) => {
        reads.push([offset, length]);
        return inner.read(offset, length);
      },
    };
    return { source, reads };
  };

  it('reads the header, one tensor, or rows of one, and nothing else', async () => {
    const { source, reads } = watched(official);
    const file = rightOf(await openSafetensors(source)());
    expect(reads).toEqual([
      [0, 8],
      [8, 384],
    ]);
    reads.length = 0;
    expect(rightOf(await readTensor(file, 'h')()).data).toEqual(Uint16Array.of(0x3800, 0xc000));
    expect(rightOf(await readTensorRows(file, 'w', 1, 2)())).toEqual({
      dtype: 'f32',
      shape: [1, 3],
      data: Float32Array.of(4, 5, 6),
    });
    expect(reads).toEqual([
      [8 + 384 + 40, 4],
      [8 + 384 + 16 + 12, 12],
    ]);
  });

  it('reads no rows, and rows of an empty tensor', async () => {
    const file = rightOf(await openSafetensors(bytesSource(official))());
    expect(rightOf(await readTensorRows(file, 'w', 2, 2)()).shape).toEqual([0, 3]);
    expect(rightOf(await readTensorRows(file, 'e', 0, 0)()).shape).toEqual([0, 4]);
  });

  it.each([
    ['w', -1, 1, 'expected 0 ≤ from ≤ to ≤ 2'],
    ['w', 0, 3, 'rows 0 to 3 of [2, 3]'],
    ['w', 2, 1, 'rows 2 to 1'],
    ['w', 0.5, 1, 'rows 0.5 to 1'],
    ['s', 0, 0, 'a scalar has no rows'],
  ])('refuses rows of %s from %d to %d', async (name, from, to, message) => {
    const file = rightOf(await openSafetensors(bytesSource(official))());
    const error = leftOf(await readTensorRows(file, name, from, to)());
    expect(error).toMatchObject({ _tag: 'OutOfRange', tensor: name });
    expect(error.message).toContain(message);
  });

  it('refuses what parseSafetensors refuses', async () => {
    expect(leftOf(await openSafetensors(bytesSource(new Uint8Array(3)))())._tag).toBe('Truncated');
    expect(leftOf(await openSafetensors(bytesSource(official.subarray(0, 400)))())._tag).toBe('Truncated');
  });
});
