/**
 * Bytes while they are put together: a rope of numbers and of ropes, flattened once at the end. Building code is then
 * building values: no state, no order in which things must be written.
 */
export type Code = number | Uint8Array | readonly Code[];

const lengthOf = (code: Code): number => {
  if (typeof code === 'number') return 1;
  if (code instanceof Uint8Array) return code.length;
  let length = 0;
  for (const part of code) length += lengthOf(part);
  return length;
};

/** The bytes of a rope. */
export const bytesOf = (code: Code): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(lengthOf(code));
  let next = 0;
  const write = (part: Code): void => {
    if (typeof part === 'number') bytes[next++] = part;
    else if (part instanceof Uint8Array) {
      bytes.set(part, next);
      next += part.length;
    } else for (const inner of part) write(inner);
  };
  write(code);
  return bytes;
};

/** An unsigned number in LEB128 (WebAssembly core specification, §5.2.2). */
export const unsigned = (n: number): Code => {
  if (n < 128) return n;
  const bytes: number[] = [];
  let rest = n;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
};

/** A signed number of up to 53 bits in LEB128. */
export const signed = (n: number): Code => {
  if (n >= 0 && n < 64) return n;
  const bytes: number[] = [];
  let rest = n;
  for (;;) {
    const low = ((rest % 128) + 128) % 128;
    rest = Math.floor(rest / 128);
    const isLast = (rest === 0 && low < 64) || (rest === -1 && low >= 64);
    bytes.push(isLast ? low : low + 128);
    if (isLast) return bytes;
  }
};

/** A vector of the specification: its length, then its items. */
export const vector = (items: readonly Code[]): Code => [unsigned(items.length), ...items];

/** Something of known size in bytes: its size, then itself. Flat, so that what holds it is not walked through again. */
export const sized = (code: Code): Code => {
  const bytes = bytesOf(code);
  return [unsigned(bytes.length), bytes];
};

/** A name in UTF-8. */
export const name = (text: string): Code => {
  const bytes = [...new TextEncoder().encode(text)];
  return vector(bytes);
};

const four = new DataView(new ArrayBuffer(8));

/** The little-endian bytes of a single-precision number. */
export const f32Bytes = (x: number): Code => {
  four.setFloat32(0, x, true);
  return [0, 1, 2, 3].map((i) => four.getUint8(i));
};

/** The little-endian bytes of a double-precision number. */
export const f64Bytes = (x: number): Code => {
  four.setFloat64(0, x, true);
  return [0, 1, 2, 3, 4, 5, 6, 7].map((i) => four.getUint8(i));
};

/** The little-endian bytes of a 32-bit integer. */
export const i32Bytes = (x: number): Code => {
  four.setInt32(0, x, true);
  return [0, 1, 2, 3].map((i) => four.getUint8(i));
};
