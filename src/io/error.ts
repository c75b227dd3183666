/**
 * What can go wrong with a file, as values. One tagged union for all formats; `message` is one line that says what
 * was wrong, where, what was expected and what was found.
 */

export type IoErrorTag =
  /** There is no such file (or package). */
  | 'MissingFile'
  /** The operating system refused: permissions, a full disk, a directory in the file's place … */
  | 'FileSystem'
  /** The file ends before what its header promises. */
  | 'Truncated'
  /** The header can not be read: magic number, length, text encoding, syntax, duplicate keys. */
  | 'BadHeader'
  /** One tensor's entry or content is wrong: dtype, shape, offsets, size, bytes that are no booleans. */
  | 'BadTensor'
  /** The tensors do not tile the file: overlap, hole, bytes left over. */
  | 'BadLayout'
  /** Sound, perhaps, but not something this library reads or writes. */
  | 'Unsupported'
  /** A number does not fit the type asked for, or rows were asked for that are not there. */
  | 'OutOfRange'
  /** The file has no tensor of that name. */
  | 'UnknownTensor';

/** Where in a file: its path, the tensor's name, an offset in bytes from the start of the file. */
export interface Where {
  readonly path?: string;
  readonly tensor?: string;
  readonly offset?: number;
}

interface Problem<Tag extends IoErrorTag> extends Where {
  readonly _tag: Tag;
  readonly message: string;
}

/** An expected failure of reading or writing, told apart by `_tag`. */
export type IoError = { readonly [Tag in IoErrorTag]: Problem<Tag> }[IoErrorTag];

/** Makes an {@link IoError}. */
export const ioError = (_tag: IoErrorTag, message: string, where: Where = {}): IoError => ({
  _tag,
  message,
  ...where,
});

/** Adds the file's path, which the pure parsers do not know. */
export const withPath =
  (path: string) =>
  (error: IoError): IoError => ({ ...error, path });

/**
 * Text from a file, quoted for a message: on one line, at most 60 characters of it.
 *
 * @example
 * ```ts
 * import { quote } from './error.ts';
 * console.log(quote('a\nb'));
 * // "a\nb"
 * ```
 */
export const quote = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A shape for a message, `[2, 3]`; long ones are cut. */
export const showShape = (shape: readonly number[]): string =>
  shape.length > 16
    ? `[${shape.slice(0, 16).join(', ')}, … (${shape.length} axes)]`
    : `[${shape.join(', ')}]`;

/**
 * An error as one line.
 *
 * @example
 * ```ts
 * import { renderIoError } from 'thwc/io';
 * console.log(renderIoError({ _tag: 'BadHeader', path: 'model.safetensors', message: 'the header is not JSON' }));
 * // model.safetensors: the header is not JSON
 * ```
 */
export const renderIoError = ({ path, message }: IoError): string =>
  path === undefined ? message : `${path.replace(/[\r\n]+/g, ' ')}: ${message}`;
