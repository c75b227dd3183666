import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/io/byte-source.ts';
import { encodeBytes, type FileTensor } from '../../src/io/file-tensor.ts';
import {
  openSafetensors,
  parseSafetensors,
  readTensor,
  readTensorRows,
  type TensorFile,
  tensorsOf,
} from '../../src/io/safetensors.ts';
import { serializeSafetensors } from '../../src/io/safetensors-write.ts';
import { endsWell, mutated, tensors, texts } from './arbitraries.ts';
import { rightOf, safetensorsWith } from './support.ts';

const files: fc.Arbitrary<TensorFile> = fc.record({
  tensors: fc
    .array(
      fc.tuple(
        texts.filter((name) => name !== '__metadata__'),
        tensors,
      ),
      { maxLength: 5 },
    )
    .map((entries) => new Map(entries)),
  metadata: fc.array(fc.tuple(texts, texts), { maxLength: 3 }).map((entries) => new Map(entries)),
});

const serialized = files.map((file) => rightOf(serializeSafetensors(file)));

/** Equality of bits: NaNs and negative zeros count. */
const same = (a: FileTensor | undefined, b: FileTensor): void => {
  expect(a?.dtype).toBe(b.dtype);
  expect(a?.shape).toEqual(b.shape);
  expect(a && encodeBytes(a)).toEqual(encodeBytes(b));
};

describe('safetensors', () => {
  it('round-trips every dtype, shape, name and metadata, bit for bit', () => {
    fc.assert(
      fc.property(files, (file) => {
        const again = rightOf(tensorsOf(rightOf(parseSafetensors(rightOf(serializeSafetensors(file))))));
        expect(again.metadata).toEqual(file.metadata);
        expect([...again.tensors.keys()].sort()).toEqual([...file.tensors.keys()].sort());
        for (const [name, tensor] of file.tensors) same(again.tensors.get(name), tensor);
      }),
    );
  });

  it('is deterministic: writing what was read gives the same bytes', () => {
    fc.assert(
      fc.property(serialized, (bytes) => {
        const again = serializeSafetensors(rightOf(tensorsOf(rightOf(parseSafetensors(bytes)))));
        expect(rightOf(again)).toEqual(bytes);
      }),
    );
  });

  it('starts every tensor at a multiple of its width', () => {
    fc.assert(
      fc.property(serialized, (bytes) => {
        const { header } = rightOf(parseSafetensors(bytes));
        for (const { begin, end, shape } of header.tensors.values()) {
          const elements = shape.reduce((n, size) => n * size, 1);
          if (elements > 0) expect(begin % ((end - begin) / elements)).toBe(0);
        }
      }),
    );
  });

  it('reads the same as a stream, whole tensors and rows', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), fc.nat(), async (file, x, y) => {
        const opened = rightOf(await openSafetensors(bytesSource(rightOf(serializeSafetensors(file))))());
        for (const [name, tensor] of file.tensors) {
          same(rightOf(await readTensor(opened, name)()), tensor);
          const [rows, ...rest] = tensor.shape;
          if (rows === undefined) continue;
          const [from = 0, to = 0] = [x % (rows + 1), y % (rows + 1)].sort((a, b) => a - b);
          const read = rightOf(await readTensorRows(opened, name, from, to)());
          expect(read.shape).toEqual([to - from, ...rest]);
          const width = rows === 0 ? 0 : encodeBytes(tensor).length / rows;
          expect(encodeBytes(read)).toEqual(encodeBytes(tensor).slice(from * width, to * width));
        }
      }),
    );
  });
});

describe('safetensors, given anything', () => {
  const parse = (bytes: Uint8Array) => E.flatMap(tensorsOf)(parseSafetensors(bytes));

  it('ends well on arbitrary bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => endsWell(parse(bytes))));
  });

  it('ends well on arbitrary headers', () => {
    const header = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((json) => `{"a":${json}}`),
      fc.uint8Array(),
    );
    fc.assert(fc.property(header, fc.nat(64), (text, data) => endsWell(parse(safetensorsWith(text, data)))));
  });

  it('ends well on headers that are nearly right, absurd sizes and offsets among them', () => {
    const whole = fc.oneof(fc.nat(8), fc.constantFrom(2 ** 31, 2 ** 40, 2 ** 53 - 1, 2 ** 53, 1e30, -1, 0.5));
    const info = fc.record({
      dtype: fc.constantFrom('F32', 'U8', 'BOOL', 'F64', 'X'),
      shape: fc.array(whole, { maxLength: 4 }),
      data_offsets: fc.array(whole, { minLength: 2, maxLength: 2 }),
    });
    const header = fc
      .dictionary(fc.constantFrom('a', 'b', '__metadata__'), info)
      .map((json) => JSON.stringify(json));
    fc.assert(fc.property(header, fc.nat(64), (text, data) => endsWell(parse(safetensorsWith(text, data)))));
  });

  it('ends well on damaged files, in memory and as a stream', async () => {
    await fc.assert(
      fc.asyncProperty(mutated(serialized), async (bytes) => {
        const inMemory = parseSafetensors(bytes);
        const streamed = await openSafetensors(bytesSource(bytes))();
        expect(endsWell(parse(bytes))).toBe(true);
        expect(E.isLeft(streamed)).toBe(E.isLeft(inMemory));
      }),
    );
  });
});
