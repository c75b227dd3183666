import * as E from 'fp-ts/lib/Either.js';
import { bytesFor, type FileDType } from './dtype.ts';
import { type IoError, ioError, quote, showShape } from './error.ts';

/** A range of rows in row-major bytes: offset and length in bytes from the tensor's first, and the rows' shape. */
export interface RowRange {
  readonly offset: number;
  readonly length: number;
  readonly shape: readonly number[];
}

/** Where the rows `from` … `to` − 1 (slices along axis 0) of a tensor are. */
export const rowRange = (
  tensor: { readonly dtype: FileDType; readonly shape: readonly number[]; readonly name?: string },
  from: number,
  to: number,
): E.Either<IoError, RowRange> => {
  const { dtype, name } = tensor;
  const [rows, ...rest] = tensor.shape;
  const where = name === undefined ? {} : { tensor: name };
  const label = name === undefined ? '' : `tensor ${quote(name)}: `;
  if (rows === undefined) return E.left(ioError('OutOfRange', `${label}a scalar has no rows`, where));
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || from > to || to > rows) {
    const message = `${label}rows ${from} to ${to} of ${showShape(tensor.shape)}: expected 0 ≤ from ≤ to ≤ ${rows}`;
    return E.left(ioError('OutOfRange', message, where));
  }
  // Inside a tensor whose size is known to be sound; 0 only for a row count of 0 with an absurd row size.
  const width = bytesFor(dtype, rest) ?? 0;
  return E.right({ offset: from * width, length: (to - from) * width, shape: [to - from, ...rest] });
};
