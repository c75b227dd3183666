import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/io/byte-source.ts';
import { fileDTypes, widthOf } from '../../src/io/dtype.ts';
import { encodeBytes, type FileTensor, swapBytes } from '../../src/io/file-tensor.ts';
import { openNpy, parseNpy, readNpyRows } from '../../src/io/npy.ts';
import { npyDTypes } from '../../src/io/npy-header.ts';
import { serializeNpy } from '../../src/io/npy-write.ts';
import { endsWell, mutated, tensorsOfDTypes } from './arbitraries.ts';
import { npyWith, rightOf } from './support.ts';

const tensors = tensorsOfDTypes(fileDTypes.filter((dtype) => dtype !== 'bf16'));
const versions = fc.constantFrom(1 as const, 2 as const, 3 as const);
const nameOf = new Map([...npyDTypes].map(([name, dtype]) => [dtype, name]));

/** Element `index` of a row-major shape, in column-major order: its offset, from the definition. */
const columnMajor = (shape: readonly number[], index: number): number => {
  let rest = index;
  let offset = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 1;
    offset += (rest % size) * shape.slice(0, axis).reduce((n, s) => n * s, 1);
    rest = Math.floor(rest / size);
  }
  return offset;
};

/** The tensor as a file of the given byte order and axis order. */
const written = (tensor: FileTensor, order: '<' | '>', fortran: boolean): Uint8Array => {
  const width = widthOf[tensor.dtype];
  const bytes = order === '<' ? encodeBytes(tensor) : swapBytes(encodeBytes(tensor), width);
  const shape = tensor.shape.map((size) => `${size},`).join('');
  const header = `{'descr': '${order}${nameOf.get(tensor.dtype)}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape})}`;
  const file = npyWith(header, bytes.length);
  for (let i = 0; i * width < bytes.length; i++) {
    const to = fortran ? columnMajor(tensor.shape, i) : i;
    file.set(bytes.subarray(i * width, (i + 1) * width), 10 + header.length + to * width);
  }
  return file;
};

const same = (a: FileTensor, b: FileTensor): void => {
  expect([a.dtype, a.shape]).toEqual([b.dtype, b.shape]);
  expect(encodeBytes(a)).toEqual(encodeBytes(b));
};

describe('npy', () => {
  it('round-trips every dtype and shape in every version, bit for bit', () => {
    fc.assert(
      fc.property(tensors, versions, (tensor, version) => {
        same(rightOf(parseNpy(rightOf(serializeNpy(tensor, version)))), tensor);
      }),
    );
  });

  it('reads either byte order and either axis order, whole or in rows', async () => {
    const orders = fc.constantFrom('<' as const, '>' as const);
    await fc.assert(
      fc.asyncProperty(
        tensors,
        orders,
        fc.boolean(),
        fc.nat(),
        fc.nat(),
        async (tensor, order, fortran, x, y) => {
          const bytes = written(tensor, order, fortran);
          same(rightOf(parseNpy(bytes)), tensor);
          const [rows, ...rest] = tensor.shape;
          if (rows === undefined) return;
          const [from = 0, to = 0] = [x % (rows + 1), y % (rows + 1)].sort((a, b) => a - b);
          const opened = rightOf(await openNpy(bytesSource(bytes))());
          const read = rightOf(await readNpyRows(opened, from, to)());
          expect(read.shape).toEqual([to - from, ...rest]);
          const width = rows === 0 ? 0 : encodeBytes(tensor).length / rows;
          expect(encodeBytes(read)).toEqual(encodeBytes(tensor).slice(from * width, to * width));
        },
      ),
    );
  });
});

describe('npy, given anything', () => {
  it('ends well on arbitrary bytes and headers', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string().map((header) => npyWith(header, 8)),
      fc.stringMatching(/^[{}()[\]'",: \\0-9LTrue]*$/).map((header) => npyWith(header, 8)),
    );
    fc.assert(fc.property(bytes, (file) => endsWell(parseNpy(file))));
  });

  it('ends well on absurd shapes', () => {
    const sizes = fc.oneof(fc.nat(4), fc.constantFrom(2 ** 31, 2 ** 40, 2 ** 53 - 1, 2 ** 53, -1));
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 5 }), fc.boolean(), fc.nat(32), (shape, fortran, data) => {
        const header = `{'descr': '<f4', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.map((s) => `${s},`).join('')})}`;
        return endsWell(parseNpy(npyWith(header, data)));
      }),
    );
  });

  it('ends well on damaged files, in memory and as a stream', async () => {
    const files = fc
      .tuple(tensors, versions)
      .map(([tensor, version]) => rightOf(serializeNpy(tensor, version)));
    await fc.assert(
      fc.asyncProperty(mutated(files), async (bytes) => {
        const result = parseNpy(bytes);
        expect(endsWell(result)).toBe(true);
        const opened = await openNpy(bytesSource(bytes))();
        // A boolean of 2 is seen only when it is read; all else already in the header.
        if (E.isLeft(opened)) expect(E.isLeft(result)).toBe(true);
      }),
    );
  });
});
