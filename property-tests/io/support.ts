import * as E from 'fp-ts/lib/Either.js';

/** The value of a `Right`; a `Left` fails the test and says what it holds. */
export const rightOf = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(`expected a Right, got the Left ${JSON.stringify(result.left)}`);
  return result.right;
};

/** The error of a `Left`; a `Right` fails the test. */
export const leftOf = <Err>(result: E.Either<Err, unknown>): Err => {
  if (E.isRight(result)) throw new Error('expected a Left, got a Right');
  return result.left;
};

/** Bytes from base64. */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

/** A safetensors file with this header text, a length that fits it unless given, and this many bytes of data. */
export const safetensorsWith = (header: string | Uint8Array, dataBytes = 0, length?: bigint): Uint8Array => {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
};

/** A .npy file of version 1 with this header text and this many bytes of data. */
export const npyWith = (header: string, dataBytes = 0): Uint8Array => {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(10 + text.length + dataBytes);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(file.buffer).setUint16(8, text.length, true);
  file.set(text, 10);
  return file;
};
