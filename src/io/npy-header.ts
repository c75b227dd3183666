import * as E from 'fp-ts/lib/Either.js';
import { bytesFor, type FileDType, widthOf } from './dtype.ts';
import { type IoError, ioError, quote, showShape } from './error.ts';
import { type PyLiteral, parsePyLiteral } from './python-literal.ts';

/** The versions of the format: 1 counts the header's bytes in 16 bits, 2 in 32, and 3 is UTF-8. */
export type NpyVersion = 1 | 2 | 3;

/** What a .npy file says of its array. `dataStart` is a byte offset from the file's start. */
export interface NpyHeader {
  readonly version: NpyVersion;
  readonly dtype: FileDType;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  readonly dataStart: number;
}

/** Longest header accepted, in bytes: thousands of axes. (numpy itself stops at 10,000 unless told to trust the file.) */
export const maxNpyHeaderBytes = 1 << 16;

/** The kinds and widths of numpy's type strings. */
export const npyDTypes: ReadonlyMap<string, FileDType> = new Map([
  ['f8', 'f64'],
  ['f4', 'f32'],
  ['f2', 'f16'],
  ['i8', 'i64'],
  ['i4', 'i32'],
  ['i2', 'i16'],
  ['i1', 'i8'],
  ['u8', 'u64'],
  ['u4', 'u32'],
  ['u2', 'u16'],
  ['u1', 'u8'],
  ['b1', 'bool'],
]);

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Where the header's text is: from `start`, `length` bytes. */
export interface NpyPrefix {
  readonly version: NpyVersion;
  readonly start: 10 | 12;
  readonly length: number;
}

/** Reads magic number, version and header length from the first 12 bytes (10 for a tiny file of version 1). */
export const npyPrefix = (first: Uint8Array, fileSize: number): E.Either<IoError, NpyPrefix> => {
  const truncated = (message: string) => E.left(ioError('Truncated', message, { offset: 0 }));
  if (first.length < 10) return truncated(`expected at least 10 bytes, the file has ${fileSize}`);
  if (magic.some((byte, i) => first[i] !== byte)) {
    const got = [...first.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const message = `a .npy file starts with the bytes 93 4e 55 4d 50 59 ("\\x93NUMPY"), got ${got}`;
    return E.left(ioError('BadHeader', message, { offset: 0 }));
  }
  const version = first[6];
  if ((version !== 1 && version !== 2 && version !== 3) || first[7] !== 0) {
    const message = `expected .npy version 1.0, 2.0 or 3.0, got ${version}.${first[7]}`;
    return E.left(ioError('Unsupported', message, { offset: 6 }));
  }
  if (version !== 1 && first.length < 12)
    return truncated(`expected at least 12 bytes, the file has ${fileSize}`);
  const view = new DataView(first.buffer, first.byteOffset, first.byteLength);
  const start = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > maxNpyHeaderBytes) {
    const message = `the header's length must be at most ${maxNpyHeaderBytes} bytes, byte 8 says ${length}`;
    return E.left(ioError('BadHeader', message, { offset: 8 }));
  }
  return start + length <= fileSize
    ? E.right({ version, start, length })
    : truncated(`byte 8 promises a header of ${length} bytes, ${fileSize - start} follow`);
};

const show = (literal: PyLiteral | undefined): string => {
  switch (literal?.kind) {
    case undefined:
      return 'nothing';
    case 'string':
      return quote(literal.value);
    case 'int':
    case 'word':
      return literal.text.slice(0, 40);
    case 'dict':
    case 'tuple':
    case 'list':
      return `a ${literal.kind}`;
  }
};

interface Descr {
  readonly dtype: FileDType;
  readonly littleEndian: boolean;
}

const descrOf = (literal: PyLiteral | undefined): E.Either<IoError, Descr> => {
  const refuse = (message: string) => E.left(ioError('Unsupported', message));
  if (literal?.kind === 'list') return refuse('structured dtypes (a list as "descr") are not supported');
  if (literal?.kind !== 'string') {
    return E.left(ioError('BadHeader', `"descr" must be a string such as "<f4", got ${show(literal)}`));
  }
  const descr = literal.value;
  if (/^\|?O/.test(descr))
    return refuse(`object arrays (descr ${quote(descr)}) are Python pickles and never loaded`);
  const order = descr[0];
  const dtype = npyDTypes.get(descr.slice(1));
  const oneByte = dtype !== undefined && widthOf[dtype] === 1;
  if (dtype === undefined || !(order === '<' || order === '>' || (order === '|' && oneByte))) {
    const known = [...npyDTypes.keys()].join(', ');
    return refuse(`"descr" must be "<" or ">" ("|" for one byte) and one of ${known}; got ${quote(descr)}`);
  }
  return E.right({ dtype, littleEndian: order !== '>' });
};

const shapeOf = (literal: PyLiteral | undefined): E.Either<IoError, readonly number[]> => {
  const refuse = (got: string) =>
    E.left(ioError('BadHeader', `"shape" must be a tuple of integers from 0 to 2^53 − 1, got ${got}`));
  if (literal?.kind !== 'tuple') return refuse(show(literal));
  const shape: number[] = [];
  for (const item of literal.items) {
    const size = item.kind === 'int' && !item.text.startsWith('-') ? Number(item.text) : undefined;
    if (size === undefined || !Number.isSafeInteger(size)) return refuse(`${show(item)} in it`);
    shape.push(size);
  }
  return E.right(shape);
};

const decodeText = (bytes: Uint8Array, version: NpyVersion): E.Either<IoError, string> =>
  E.tryCatch(
    // Versions 1 and 2 are Latin-1. Their dicts are ASCII; a byte beyond it can stand only in a refused string.
    () =>
      (version === 3 ? new TextDecoder('utf-8', { fatal: true }) : new TextDecoder('latin1')).decode(bytes),
    () => ioError('BadHeader', 'the header of a version 3 file is not valid UTF-8', { offset: 12 }),
  );

/** Parses and checks the header's text: the bytes that {@link npyPrefix} pointed at. */
export const parseNpyHeader = (
  { version, start, length }: NpyPrefix,
  bytes: Uint8Array,
  fileSize: number,
): E.Either<IoError, NpyHeader> => {
  const bad = (message: string) => E.left(ioError('BadHeader', message, { offset: start }));
  const text = decodeText(bytes, version);
  if (E.isLeft(text)) return text;
  const literal = parsePyLiteral(text.right);
  if (E.isLeft(literal)) return bad(`the header is no Python literal: ${literal.left}`);
  if (literal.right.kind !== 'dict') return bad(`the header must be a dict, got ${show(literal.right)}`);
  const { entries } = literal.right;
  const keys = [...entries.keys()].sort().map(quote).join(', ');
  if (keys !== '"descr", "fortran_order", "shape"') {
    return bad(`the header must have the keys "descr", "fortran_order" and "shape", got ${keys}`);
  }
  const fortran = entries.get('fortran_order');
  if (fortran?.kind !== 'word' || fortran.text === 'None') {
    return bad(`"fortran_order" must be True or False, got ${show(fortran)}`);
  }
  const descr = descrOf(entries.get('descr'));
  if (E.isLeft(descr)) return descr;
  const shape = shapeOf(entries.get('shape'));
  if (E.isLeft(shape)) return shape;

  const dataStart = start + length;
  const size = bytesFor(descr.right.dtype, shape.right);
  const takes = `${descr.right.dtype} ${showShape(shape.right)} takes ${size ?? 'more than 2^53'} bytes`;
  const message = `${takes} from byte ${dataStart} on, the file has ${fileSize - dataStart} there`;
  if (size === undefined || size > fileSize - dataStart) {
    return E.left(ioError('Truncated', message, { offset: dataStart }));
  }
  if (size < fileSize - dataStart) {
    return E.left(ioError('BadLayout', `${message}: bytes left over`, { offset: dataStart + size }));
  }
  return E.right({
    version,
    ...descr.right,
    fortranOrder: fortran.text === 'True',
    shape: shape.right,
    dataStart,
  });
};
