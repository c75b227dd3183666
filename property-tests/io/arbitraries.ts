import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { type FileDType, fileDTypes, widthOf } from '../../src/io/dtype.ts';
import { decodeBytes, type FileTensor } from '../../src/io/file-tensor.ts';
import { rightOf } from './support.ts';

/** Shapes of 0 to 4 axes and few elements, empty ones included. */
export const shapes: fc.Arbitrary<readonly number[]> = fc.array(fc.integer({ min: 0, max: 4 }), {
  maxLength: 4,
});

const randomBytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

/** A tensor of one of the dtypes, with any bits whatever, NaNs among them. */
export const tensorsOfDTypes = (dtypes: readonly FileDType[]): fc.Arbitrary<FileTensor> =>
  fc
    .tuple(fc.constantFrom(...dtypes), shapes)
    .chain(([dtype, shape]) =>
      randomBytes(shape.reduce((n, size) => n * size, widthOf[dtype])).map((bytes) =>
        rightOf(
          decodeBytes({ dtype, shape }, dtype === 'bool' ? bytes.map((byte) => byte & 1) : bytes.slice()),
        ),
      ),
    );

/** A tensor of any dtype. */
export const tensors = tensorsOfDTypes(fileDTypes);

/** Text that UTF-8 can hold, with special keys, astral characters and controls more often than by chance. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '', '😀', '\uffff', '"\\\n\u0000\u2028'),
);

/** Bytes with one thing done to them: a byte changed, a piece cut out, a piece put in, the end cut off. */
export const mutated = (files: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const edits = fc.record({
    kind: fc.constantFrom('flip', 'cut', 'insert', 'truncate'),
    // The first bytes matter most: aim there half of the time.
    place: fc.oneof(
      place,
      place.map((x) => x * 0.1),
    ),
    piece: fc.uint8Array({ minLength: 1, maxLength: 9 }),
  });
  return fc.tuple(files, fc.array(edits, { minLength: 1, maxLength: 3 })).map(([file, todo]) =>
    todo.reduce((bytes, { kind, place, piece }) => {
      const at = Math.floor(place * bytes.length);
      if (kind === 'truncate') return bytes.slice(0, at);
      if (kind === 'flip') return bytes.map((byte, i) => (i === at ? byte ^ (piece[0] ?? 1) : byte));
      const rest = kind === 'cut' ? bytes.subarray(at + piece.length) : [...piece, ...bytes.subarray(at)];
      return Uint8Array.from([...bytes.subarray(0, at), ...rest]);
    }, file),
  );
};

/** True when a parse of arbitrary bytes ended as it must: with a value, or with an error of one short line. */
export const endsWell = (result: E.Either<{ readonly message: string }, unknown>): boolean =>
  E.isRight(result) || (!/[\n\r]/.test(result.left.message) && result.left.message.length < 2000);
