import * as E from 'fp-ts/lib/Either.js';
import { bytesFor, type FileDType } from './dtype.ts';
import { type IoError, ioError, quote, showShape } from './error.ts';
import { type Json, parseJson } from './json.ts';
import { show, wholesOf } from './json-fields.ts';

/** Where and what one tensor of a safetensors file is. `begin` and `end` are byte offsets from the file's start. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: FileDType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** The header of a safetensors file; the tensors in the order of their bytes. */
export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

/** The official library's cap on the header, in bytes. */
export const maxHeaderBytes = 100_000_000;

/** The format's dtype names, in the official library's order of increasing alignment: files are written by it. */
export const safetensorsDTypes: ReadonlyMap<string, FileDType> = new Map([
  ['BOOL', 'bool'],
  ['U8', 'u8'],
  ['I8', 'i8'],
  ['I16', 'i16'],
  ['U16', 'u16'],
  ['F16', 'f16'],
  ['BF16', 'bf16'],
  ['I32', 'i32'],
  ['U32', 'u32'],
  ['F32', 'f32'],
  ['F64', 'f64'],
  ['I64', 'i64'],
  ['U64', 'u64'],
]);

/** The header's length in bytes, from the file's first 8 bytes (a little-endian u64) and its size. */
export const headerLength = (first: Uint8Array, fileSize: number): E.Either<IoError, number> => {
  if (fileSize < 8 || first.length < 8) {
    return E.left(ioError('Truncated', `expected at least 8 bytes, the file has ${fileSize}`, { offset: 0 }));
  }
  const length = new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(maxHeaderBytes)) {
    const message = `the header's length must be at most ${maxHeaderBytes} bytes, bytes 0 to 8 say ${length}`;
    return E.left(ioError('BadHeader', message, { offset: 0 }));
  }
  if (Number(length) > fileSize - 8) {
    const message = `bytes 0 to 8 promise a header of ${length} bytes, ${fileSize - 8} follow`;
    return E.left(ioError('Truncated', message, { offset: 8 }));
  }
  return E.right(Number(length));
};

const infoOf = (name: string, json: Json, dataStart: number): E.Either<IoError, TensorInfo> => {
  const refuse = (message: string, tag: 'BadTensor' | 'Unsupported' = 'BadTensor') =>
    E.left(ioError(tag, `tensor ${quote(name)}: ${message}`, { tensor: name }));

  if (json.kind !== 'object') return refuse(`expected an object, got ${show(json)}`);
  const field = (key: string) => json.entries.get(key);

  const named = field('dtype');
  if (named?.kind !== 'string') return refuse(`"dtype" must be a string, got ${show(named)}`);
  const dtype = safetensorsDTypes.get(named.value);
  if (dtype === undefined) {
    const known = [...safetensorsDTypes.keys()].join(', ');
    return refuse(`the dtype must be one of ${known}, got ${quote(named.value)}`, 'Unsupported');
  }

  const shape = wholesOf(field('shape'));
  if (shape === undefined) {
    return refuse(`"shape" must be a list of integers from 0 to 2^53 − 1, got ${show(field('shape'))}`);
  }
  const offsets = wholesOf(field('data_offsets'));
  const [from, to] = offsets ?? [];
  if (offsets?.length !== 2 || from === undefined || to === undefined || from > to) {
    const got = show(field('data_offsets'));
    return refuse(`"data_offsets" must be two integers [begin, end], 0 ≤ begin ≤ end < 2^53, got ${got}`);
  }
  const size = bytesFor(dtype, shape);
  if (size !== to - from) {
    const takes = `${named.value} ${showShape(shape)} takes ${size ?? 'more than 2^53'}`;
    return refuse(`data_offsets [${from}, ${to}] hold ${to - from} bytes, but ${takes}`);
  }
  return E.right({ name, dtype, shape, begin: dataStart + from, end: dataStart + to });
};

const metadataOf = (json: Json): E.Either<IoError, ReadonlyMap<string, string>> => {
  if (json.kind !== 'object') {
    return E.left(ioError('BadHeader', `"__metadata__" must be an object, got ${show(json)}`));
  }
  const metadata = new Map<string, string>();
  for (const [key, value] of json.entries) {
    if (value.kind !== 'string') {
      return E.left(
        ioError('BadHeader', `"__metadata__": ${quote(key)} must be a string, got ${show(value)}`),
      );
    }
    metadata.set(key, value.value);
  }
  return E.right(metadata);
};

/** The tensors must tile the bytes after the header: no overlap, no hole, nothing missing, nothing left over. */
const layoutError = (
  sorted: readonly TensorInfo[],
  dataStart: number,
  fileSize: number,
): IoError | undefined => {
  let covered = dataStart;
  let previous = 'the header';
  for (const { name, begin, end } of sorted) {
    const where = { tensor: name, offset: begin };
    const place = `tensor ${quote(name)} starts at byte ${begin} of the file`;
    if (begin < covered)
      return ioError('BadLayout', `overlap: ${place}, ${previous} ends at ${covered}`, where);
    if (begin > covered) return ioError('BadLayout', `hole: ${place}, ${previous} ends at ${covered}`, where);
    if (end > fileSize) {
      const message = `tensor ${quote(name)} takes bytes ${begin} to ${end}, the file has ${fileSize}`;
      return ioError('Truncated', message, where);
    }
    covered = end;
    previous = `tensor ${quote(name)}`;
  }
  return covered === fileSize
    ? undefined
    : ioError('BadLayout', `${previous} ends at byte ${covered}, the file has ${fileSize}: bytes left over`, {
        offset: covered,
      });
};

const decodeText = (bytes: Uint8Array): E.Either<IoError, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
    () => ioError('BadHeader', 'the header is not valid UTF-8', { offset: 8 }),
  );

/**
 * Parses and checks the header: the bytes after the first 8, as many as {@link headerLength} said. Nothing is
 * allocated for tensors, whatever their shapes claim.
 */
export const parseSafetensorsHeader = (
  bytes: Uint8Array,
  fileSize: number,
): E.Either<IoError, SafetensorsHeader> => {
  const text = decodeText(bytes);
  if (E.isLeft(text)) return text;
  if (!text.right.startsWith('{')) {
    const got = quote(text.right.slice(0, 12));
    return E.left(
      ioError('BadHeader', `the header must start with "{", it starts with ${got}`, { offset: 8 }),
    );
  }
  const json = parseJson(text.right);
  if (E.isLeft(json))
    return E.left(ioError('BadHeader', `the header is not sound JSON: ${json.left}`, { offset: 8 }));
  if (json.right.kind !== 'object')
    return E.left(ioError('BadHeader', 'the header is not a JSON object', { offset: 8 }));

  const dataStart = 8 + bytes.length;
  const infos: TensorInfo[] = [];
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, entry] of json.right.entries) {
    if (name === '__metadata__') {
      const parsed = metadataOf(entry);
      if (E.isLeft(parsed)) return parsed;
      metadata = parsed.right;
    } else {
      const info = infoOf(name, entry, dataStart);
      if (E.isLeft(info)) return info;
      infos.push(info.right);
    }
  }
  infos.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const error = layoutError(infos, dataStart, fileSize);
  return error === undefined
    ? E.right({ metadata, tensors: new Map(infos.map((info) => [info.name, info])) })
    : E.left(error);
};
