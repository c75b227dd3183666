/** Rows of bytes whose length is known when the code is made: copied, or filled. */
import {
  forRange,
  i32,
  i32x4,
  type Local,
  type Locals,
  memory,
  type Stmt,
  seq,
  v128,
} from '../assembler/index.ts';

/** Rows of at least so many bytes go to the engine's own copy, which takes longer to start and less for each byte. */
const longRow = 8192;
/** Rows up to this length need no loop. */
const shortRow = 256;

interface Piece {
  readonly width: 16 | 8 | 4 | 1;
  readonly offset: number;
}

/** Pieces of one width that cover a row; the last one may overlap the one before. */
const piecesOf = (bytes: number): readonly Piece[] => {
  const width = bytes >= 16 ? 16 : bytes >= 8 ? 8 : bytes >= 4 ? 4 : 1;
  const count = Math.ceil(bytes / width);
  return Array.from({ length: count }, (_, i) => ({ width, offset: Math.min(i * width, bytes - width) }));
};

/** Writes a row piece by piece, by a loop over 64 bytes at a time if it is long. Moves the addresses. */
const inPieces = (
  local: Locals,
  bytes: number,
  addresses: readonly Local<'i32'>[],
  write: (piece: Piece) => Stmt,
): Stmt => {
  // What is left after the loop is at least one vector, so that the last one does not reach back before it.
  const rounds = bytes > shortRow ? Math.floor((bytes - 16) / 64) : 0;
  const rest = seq(...piecesOf(bytes - 64 * rounds).map(write));
  if (rounds === 0) return rest;
  return seq(
    forRange(
      local('i32'),
      i32.const(0),
      i32.const(rounds),
      1,
      seq(
        ...piecesOf(64).map(write),
        ...addresses.map((address) => address.set(i32.add(address.get, i32.const(64)))),
      ),
    ),
    rest,
  );
};

/** Copies `bytes` bytes that do not overlap. Leaves the locals anywhere. */
export const copyRow = (local: Locals, to: Local<'i32'>, from: Local<'i32'>, bytes: number): Stmt =>
  bytes >= longRow
    ? memory.copy(to.get, from.get, i32.const(bytes))
    : inPieces(local, bytes, [to, from], ({ width, offset }) => {
        if (width === 16) return v128.store(to.get, v128.load(from.get, offset), offset);
        if (width === 8) return v128.store64_lane(to.get, v128.load64_zero(from.get, offset), 0, offset);
        if (width === 4) return i32.store(to.get, i32.load(from.get, offset), offset);
        return i32.store8(to.get, i32.load8_u(from.get, offset), offset);
      });

/** Fills `bytes` bytes with four times the same word; if they are no multiple of 4, the word's bytes must be equal. */
export const fillRow = (local: Locals, to: Local<'i32'>, bytes: number, word: number): Stmt =>
  inPieces(local, bytes, [to], ({ width, offset }) => {
    const words = i32x4.const(word, word, word, word);
    if (width === 16) return v128.store(to.get, words, offset);
    if (width === 8) return v128.store64_lane(to.get, words, 0, offset);
    if (width === 4) return i32.store(to.get, i32.const(word), offset);
    return i32.store8(to.get, i32.const(word & 255), offset);
  });
