import * as E from 'fp-ts/lib/Either.js';
import { pipe } from 'fp-ts/lib/function.js';
import { concatBytes } from './byte-source.ts';
import type { FileDType } from './dtype.ts';
import { type IoError, ioError, quote } from './error.ts';
import { checkTensor, encodeBytes, type FileTensor } from './file-tensor.ts';
import type { TensorFile } from './safetensors.ts';
import { maxHeaderBytes, safetensorsDTypes } from './safetensors-header.ts';

const rankOf = new Map<FileDType, number>(
  [...safetensorsDTypes.values()].map((dtype, rank) => [dtype, rank]),
);
const nameOf = new Map<FileDType, string>([...safetensorsDTypes].map(([name, dtype]) => [dtype, name]));

/** A surrogate stands for a code point above all others of 16 bits. */
const codeOrder = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Orders strings by their code points, which is the order of their UTF-8 bytes. */
const compareCodePoints = (a: string, b: string): number => {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = codeOrder(a.charCodeAt(i)) - codeOrder(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

/** The official library's order: by dtype, widest alignment first, then by name. */
const compareEntries = (a: readonly [string, FileTensor], b: readonly [string, FileTensor]): number =>
  (rankOf.get(b[1].dtype) ?? 0) - (rankOf.get(a[1].dtype) ?? 0) || compareCodePoints(a[0], b[0]);

const illFormed = (text: string): boolean => /\p{Surrogate}/u.test(text);

const metadataEntry = (metadata: ReadonlyMap<string, string>): E.Either<IoError, readonly string[]> => {
  if (metadata.size === 0) return E.right([]);
  const sorted = [...metadata].sort(([a], [b]) => compareCodePoints(a, b));
  const bad = sorted.find(([key, value]) => illFormed(key) || illFormed(value));
  if (bad !== undefined) {
    return E.left(
      ioError('Unsupported', `metadata ${quote(bad[0])} has half a surrogate pair: UTF-8 can not hold it`),
    );
  }
  const body = sorted.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(',');
  return E.right([`"__metadata__":{${body}}`]);
};

const nameError = (name: string): IoError | undefined => {
  if (name === '__metadata__') {
    return ioError('Unsupported', 'a tensor can not be called "__metadata__"', { tensor: name });
  }
  return illFormed(name)
    ? ioError(
        'Unsupported',
        `the tensor name ${quote(name)} has half a surrogate pair: UTF-8 can not hold it`,
        {
          tensor: name,
        },
      )
    : undefined;
};

const headerChunk = (entries: readonly string[]): E.Either<IoError, Uint8Array> => {
  const json = new TextEncoder().encode(`{${entries.join(',')}}`);
  const length = Math.ceil(json.length / 8) * 8;
  if (length > maxHeaderBytes) {
    return E.left(
      ioError('Unsupported', `the header takes ${length} bytes, the format allows ${maxHeaderBytes}`),
    );
  }
  const chunk = new Uint8Array(8 + length).fill(0x20);
  new DataView(chunk.buffer).setBigUint64(0, BigInt(length), true);
  chunk.set(json, 8);
  return E.right(chunk);
};

/**
 * A safetensors file as pieces to be written one after another: the header, then each tensor's bytes, which are
 * views of the tensors' own memory. The same content always gives the same bytes, whatever the order of the maps:
 * tensors are ordered as the official library orders them, metadata by key.
 */
export const safetensorsChunks = (file: TensorFile): E.Either<IoError, readonly Uint8Array[]> => {
  const entries: string[] = [];
  const chunks: Uint8Array[] = [];
  let offset = 0;
  for (const [name, tensor] of [...file.tensors].sort(compareEntries)) {
    const error = nameError(name);
    if (error !== undefined) return E.left(error);
    const checked = checkTensor(tensor, name);
    if (E.isLeft(checked)) return checked;
    const bytes = encodeBytes(tensor);
    const end = offset + bytes.length;
    const shape = tensor.shape.join(',');
    entries.push(
      `${JSON.stringify(name)}:{"dtype":"${nameOf.get(tensor.dtype)}","shape":[${shape}],"data_offsets":[${offset},${end}]}`,
    );
    chunks.push(bytes);
    offset = end;
  }
  return pipe(
    metadataEntry(file.metadata),
    E.flatMap((metadata) => headerChunk([...metadata, ...entries])),
    E.map((header) => [header, ...chunks]),
  );
};

/**
 * A safetensors file as one array of bytes.
 *
 * @example
 * ```ts
 * import { serializeSafetensors } from 'thwc/io';
 * const bytes = serializeSafetensors({
 *   tensors: new Map([['w', { dtype: 'f32', shape: [2], data: Float32Array.of(1, 2) }]]),
 *   metadata: new Map([['format', 'thwc']]),
 * });
 * ```
 */
export const serializeSafetensors = (file: TensorFile): E.Either<IoError, Uint8Array> =>
  pipe(safetensorsChunks(file), E.map(concatBytes));
