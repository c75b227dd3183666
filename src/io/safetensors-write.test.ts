import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import type { FileTensor } from './file-tensor.ts';
import { safetensorsChunks, serializeSafetensors } from './safetensors-write.ts';

const byte = (value: number): FileTensor => ({ dtype: 'u8', shape: [], data: Uint8Array.of(value) });
const float: FileTensor = { dtype: 'f32', shape: [2], data: Float32Array.of(1, 2) };
const none = new Map<string, string>();

const headerOf = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(8, 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true))));

describe('serializeSafetensors', () => {
  it('pads the header with spaces to a multiple of 8 bytes', () => {
    const bytes = rightOf(serializeSafetensors({ tensors: new Map(), metadata: none }));
    expect([...bytes]).toEqual([8, 0, 0, 0, 0, 0, 0, 0, ...new TextEncoder().encode('{}      ')]);
  });

  it('orders by alignment, then by code points; the order of the maps is forgotten', () => {
    const tensors: [string, FileTensor][] = [
      ['b', byte(1)],
      ['😀', byte(2)],
      ['\uffff', byte(3)],
      ['a', byte(4)],
      ['z', float],
    ];
    const metadata: [string, string][] = [
      ['y', '1'],
      ['x', '2'],
    ];
    const bytes = rightOf(serializeSafetensors({ tensors: new Map(tensors), metadata: new Map(metadata) }));
    const header = headerOf(bytes);
    expect(header.startsWith('{"__metadata__":{"x":"2","y":"1"},"z":')).toBe(true);
    expect(bytes.slice(-4)).toEqual(Uint8Array.of(4, 1, 3, 2));
    const reversed = { tensors: new Map(tensors.reverse()), metadata: new Map(metadata.reverse()) };
    expect(rightOf(serializeSafetensors(reversed))).toEqual(bytes);
  });

  it('gives views of the tensors as chunks, and no copies', () => {
    const chunks = rightOf(safetensorsChunks({ tensors: new Map([['t', float]]), metadata: none }));
    expect(chunks[1]?.buffer).toBe(float.data.buffer);
  });

  it.each([
    ['__metadata__', byte(0), 'Unsupported', 'can not be called'],
    ['\ud800', byte(0), 'Unsupported', 'surrogate'],
    ['t', { dtype: 'f32', shape: [3], data: Float32Array.of(1) }, 'BadTensor', 'has 3 elements, the data 1'],
    ['t', { dtype: 'f32', shape: [-1], data: new Float32Array(0) }, 'BadTensor', 'integers from 0'],
    ['t', { dtype: 'f32', shape: [0.5, 2], data: Float32Array.of(1) }, 'BadTensor', 'integers from 0'],
  ] satisfies [string, FileTensor, string, string][])('refuses %j with %j', (name, tensor, tag, message) => {
    const error = leftOf(serializeSafetensors({ tensors: new Map([[name, tensor]]), metadata: none }));
    expect(error).toMatchObject({ _tag: tag, tensor: name });
    expect(error.message).toContain(message);
  });

  it('refuses metadata that UTF-8 can not hold', () => {
    const error = leftOf(serializeSafetensors({ tensors: new Map(), metadata: new Map([['k', '\udc00']]) }));
    expect(error.message).toContain('metadata "k"');
  });
});
