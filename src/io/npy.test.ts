import { describe, expect, it } from 'vitest';
import { fromBase64, leftOf, npyWith, rightOf } from '../../property-tests/io/support.ts';
import { bytesSource } from './byte-source.ts';
import type { FileTensor } from './file-tensor.ts';
import { openNpy, parseNpy, readNpyRows } from './npy.ts';
import { serializeNpy } from './npy-write.ts';

/** np.save of [[1,2,3],[4,5,6]] as <f4 (numpy 2.4). */
const floats = fromBase64(
  'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAAQAAAQEAAAIBAAACgQAAAwEA=',
);

/** np.save of np.asfortranarray(np.arange(24).reshape(2, 3, 4)) as >i2. */
const fortran = fromBase64(
  'k05VTVBZAQB2AHsnZGVzY3InOiAnPmkyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgNCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAMAAQAEAAIABQAAQANAAUAEQAJABUAAgAOAAYAEgAKABYAAwAPAAcAEwALABc=',
);

const matrix: FileTensor = { dtype: 'f32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) };
const cube: FileTensor = {
  dtype: 'i16',
  shape: [2, 3, 4],
  data: Int16Array.from({ length: 24 }, (_, i) => i),
};

describe('parseNpy', () => {
  it('reads what numpy saves', () => {
    expect(rightOf(parseNpy(floats))).toEqual(matrix);
  });

  it('turns big-endian, column-major files into row-major tensors', () => {
    expect(rightOf(parseNpy(fortran))).toEqual(cube);
  });

  it('reads scalars, empty arrays, double quotes, any key order, Python 2 longs', () => {
    expect(
      rightOf(parseNpy(npyWith(`{'descr': '|u1', 'fortran_order': False, 'shape': ()}`, 1))).shape,
    ).toEqual([]);
    expect(rightOf(parseNpy(npyWith(`{"shape":(0,5),"descr":"|b1","fortran_order":True}`))).shape).toEqual([
      0, 5,
    ]);
    expect(
      rightOf(parseNpy(npyWith(`{'descr': '>u2', 'fortran_order': False, 'shape': (1L,), }\n`, 2))).shape,
    ).toEqual([1]);
  });

  const head = (descr: string, fortranOrder: string, shape: string) =>
    `{'descr': ${descr}, 'fortran_order': ${fortranOrder}, 'shape': ${shape}, }\n`;

  it.each([
    ['an empty file', new Uint8Array(0), 'Truncated', 'at least 10 bytes'],
    ['another format', new Uint8Array(16), 'BadHeader', 'got 00 00 00 00 00 00'],
    ['version 4', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 4, 0, 0, 0), 'Unsupported', 'got 4.0'],
    ['version 1.1', Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 1, 0, 0), 'Unsupported', 'got 1.1'],
    [
      'a short version 2',
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0, 0),
      'Truncated',
      '12 bytes',
    ],
    ['a header cut short', floats.subarray(0, 40), 'Truncated', 'promises a header of 118 bytes, 30 follow'],
    [
      'a huge header',
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 0, 0, 0, 9),
      'BadHeader',
      'at most 65536',
    ],
    ['code', npyWith('__import__("os")'), 'BadHeader', 'expected a Python literal at character 0'],
    ['no dict', npyWith('(1, 2)'), 'BadHeader', 'must be a dict, got a tuple'],
    ['a missing key', npyWith(`{'descr': '<f4', 'shape': ()}`), 'BadHeader', 'got "descr", "shape"'],
    [
      'a further key',
      npyWith(`{'descr': '<f4', 'fortran_order': False, 'shape': (), 'x': 1}`),
      'BadHeader',
      '"x"',
    ],
    ['a key twice', npyWith(`{'descr': '<f4', 'descr': '<f4'}`), 'BadHeader', 'stands twice'],
    ['objects', npyWith(head(`'|O'`, 'False', '(1,)'), 8), 'Unsupported', 'Python pickles'],
    ['structures', npyWith(head(`[('a', '<f4')]`, 'False', '(1,)'), 4), 'Unsupported', 'structured dtypes'],
    ['complex numbers', npyWith(head(`'<c8'`, 'False', '(1,)'), 8), 'Unsupported', 'got "<c8"'],
    ['strings', npyWith(head(`'<U1'`, 'False', '(1,)'), 4), 'Unsupported', 'got "<U1"'],
    ['no byte order', npyWith(head(`'|f4'`, 'False', '(1,)'), 4), 'Unsupported', 'got "|f4"'],
    ['a descr no string', npyWith(head('4', 'False', '(1,)'), 4), 'BadHeader', 'got 4'],
    ['an order no bool', npyWith(head(`'<f4'`, '0', '(1,)'), 4), 'BadHeader', 'True or False, got 0'],
    [
      'a shape no tuple',
      npyWith(head(`'<f4'`, 'False', '(1)'), 4),
      'BadHeader',
      'must be a tuple of integers',
    ],
    ['a negative size', npyWith(head(`'<f4'`, 'False', '(-1,)'), 4), 'BadHeader', 'got -1 in it'],
    [
      '2^40 elements',
      npyWith(head(`'<f4'`, 'False', '(1099511627776,)'), 4),
      'Truncated',
      'takes 4398046511104 bytes',
    ],
    [
      'an overflowing shape',
      npyWith(head(`'<f8'`, 'False', '(9007199254740991, 9)'), 4),
      'Truncated',
      'more than 2^53',
    ],
    [
      'data cut short',
      floats.subarray(0, 150),
      'Truncated',
      'takes 24 bytes from byte 128 on, the file has 22',
    ],
    ['bytes left over', Uint8Array.of(...floats, 0), 'BadLayout', 'bytes left over'],
  ])('refuses %s', (_, bytes, tag, message) => {
    const error = leftOf(parseNpy(bytes));
    expect(error._tag).toBe(tag);
    expect(error.message).toContain(message);
  });
});

describe('readNpyRows', () => {
  it.each([
    ['row-major', rightOf(serializeNpy(cube))],
    ['column-major', fortran],
  ])('reads rows of a %s file', async (_, bytes) => {
    const file = rightOf(await openNpy(bytesSource(bytes))());
    const row = { dtype: 'i16', shape: [1, 3, 4], data: Int16Array.from({ length: 12 }, (_, i) => i + 12) };
    expect(rightOf(await readNpyRows(file, 1, 2)())).toEqual(row);
    expect(rightOf(await readNpyRows(file, 0, 2)())).toEqual(cube);
    expect(rightOf(await readNpyRows(file, 1, 1)()).shape).toEqual([0, 3, 4]);
    expect(leftOf(await readNpyRows(file, 1, 3)())._tag).toBe('OutOfRange');
  });

  it('does not read the rest', async () => {
    const reads: number[] = [];
    const inner = bytesSource(floats);
    const file = rightOf(
      await openNpy({
        size: inner.size,
        read: (offset, length) => {
          reads.push(length);
          return inner.read(offset, length);
        },
      })(),
    );
    await readNpyRows(file, 1, 2)();
    expect(reads).toEqual([12, 118, 12]);
  });
});

describe('serializeNpy', () => {
  it('writes the very bytes of numpy', () => {
    expect(rightOf(serializeNpy(matrix))).toEqual(floats);
  });

  it('starts the data at a multiple of 64 bytes in every version', () => {
    for (const version of [1, 2, 3] as const) {
      const bytes = rightOf(serializeNpy(cube, version));
      expect((bytes.length - 48) % 64).toBe(0);
      expect(rightOf(parseNpy(bytes))).toEqual(cube);
    }
  });

  it('refuses bf16, and data that does not fit the shape', () => {
    expect(leftOf(serializeNpy({ dtype: 'bf16', shape: [1], data: new Uint16Array(1) }))._tag).toBe(
      'Unsupported',
    );
    expect(leftOf(serializeNpy({ ...matrix, shape: [7] }))._tag).toBe('BadTensor');
    expect(
      leftOf(serializeNpy({ dtype: 'u8', shape: new Array(40_000).fill(1), data: new Uint8Array(1) }))
        .message,
    ).toContain('40000 axes');
  });
});
