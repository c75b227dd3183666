/**
 * Numbers as text and back, without loss: every f32 bit pattern has a text of its own.
 */
import type { DType } from '../../tensor/dtype.ts';
import type { AnyValue } from '../../tensor/value.ts';

/** The bits of the NaN that arithmetic gives; any other NaN is printed with its bits. */
const plainNaN = 0x7fc00000;

/** A double as text, `-0` and `nan` included. */
export const showNumber = (x: number): string =>
  Object.is(x, -0)
    ? '-0'
    : Number.isNaN(x)
      ? 'nan'
      : x === Number.POSITIVE_INFINITY
        ? 'inf'
        : x === Number.NEGATIVE_INFINITY
          ? '-inf'
          : String(x);

/** The shortest decimal that rounds to the f32 x: `0.1`, not `0.10000000149011612`. */
const showSingle = (x: number): string => {
  if (!Number.isFinite(x) || Number.isInteger(x)) return showNumber(x);
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(x.toPrecision(digits)));
    if (Math.fround(Number(text)) === x) return text;
  }
  return String(Number(x.toPrecision(9)));
};

const show = {
  f32: (x: number, bits: number): string =>
    Number.isNaN(x) && bits !== plainNaN ? `nan:0x${bits.toString(16).padStart(8, '0')}` : showSingle(x),
  i32: (x: number): string => String(x),
  bool: (x: number): string => String(x),
} satisfies { readonly [D in DType]: (x: number, bits: number) => string };

/** The elements of a value as text, in row-major order. A bool is 0 or 1. */
export const showElements = ({ dtype, data }: AnyValue): string => {
  const bits = dtype === 'f32' ? bitsOf(data) : undefined;
  return Array.from(data, (x, i) => show[dtype](x, bits?.[i] ?? 0)).join(', ');
};

/** The raw 32-bit words of f32 or i32 elements. */
export const bitsOf = (data: AnyValue['data'] | Float32Array): Uint32Array =>
  data.BYTES_PER_ELEMENT === 4
    ? new Uint32Array(data.buffer, data.byteOffset, data.length)
    : new Uint32Array(data);

const special: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

const decimal = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** A double from text, or nothing. */
export const readNumber = (text: string): number | undefined =>
  special.get(text) ?? (decimal.test(text) ? Number(text) : undefined);

const nanBits = /^nan:0x([0-9a-f]{8})$/;

/** The raw word of one element from its text, or nothing where it is not an element of that dtype. */
export const readElement: { readonly [D in DType]: (text: string) => number | undefined } = {
  f32: (text) => {
    const [, hex] = nanBits.exec(text) ?? [];
    if (hex !== undefined) {
      const bits = Number.parseInt(hex, 16);
      return (bits & 0x7fffffff) > 0x7f800000 ? bits : undefined;
    }
    const x = readNumber(text);
    return x === undefined ? undefined : Number.isNaN(x) ? plainNaN : bitsOf(Float32Array.of(x))[0];
  },
  i32: (text) => wholeBetween(text, -(2 ** 31), 2 ** 31 - 1),
  bool: (text) => wholeBetween(text, 0, 255),
};

const wholeBetween = (text: string, low: number, high: number): number | undefined => {
  const x = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return x >= low && x <= high ? x : undefined;
};
