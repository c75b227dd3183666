import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIdx } from '../../src/data/idx.ts';
import { type FileDType, widthOf } from '../../src/io/dtype.ts';
import { encodeBytes, type FileTensor, swapBytes } from '../../src/io/file-tensor.ts';
import { endsWell, mutated, tensorsOfDTypes } from '../io/arbitraries.ts';
import { rightOf } from '../io/support.ts';

const codes: ReadonlyMap<FileDType, number> = new Map([
  ['u8', 8],
  ['i8', 9],
  ['i16', 11],
  ['i32', 12],
  ['f32', 13],
  ['f64', 14],
]);

const written = (tensor: FileTensor): Uint8Array => {
  const { dtype, shape } = tensor;
  const sizes = Uint8Array.from(shape.flatMap((size) => [0, 0, 0, size]));
  const data = swapBytes(encodeBytes(tensor), widthOf[dtype]);
  return Uint8Array.from([0, 0, codes.get(dtype) ?? 0, shape.length, ...sizes, ...data]);
};

const tensors = tensorsOfDTypes([...codes.keys()]);

describe('parseIdx', () => {
  it('reads every type and shape', () => {
    fc.assert(
      fc.property(tensors, (tensor) => {
        const parsed = rightOf(parseIdx(written(tensor)));
        expect([parsed.dtype, parsed.shape]).toEqual([tensor.dtype, tensor.shape]);
        expect(encodeBytes(parsed)).toEqual(encodeBytes(tensor));
      }),
    );
  });

  it('ends well on anything', () => {
    const anything = fc.oneof(
      fc.uint8Array(),
      fc.uint8Array().map((bytes) => Uint8Array.from([0, 0, 8, ...bytes])),
      mutated(tensors.map(written)),
    );
    fc.assert(fc.property(anything, (bytes) => endsWell(parseIdx(bytes))));
  });
});
