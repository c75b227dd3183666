/** Threefry-2x32 with 20 rounds (Salmon et al., 2011), on words of two halves. */
import type { Scope } from './scope.ts';
import { addWords, rotateLeft, type Word, wordOf, xorWords } from './words.ts';

const rotations = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

/** The constant by which the third part of the key is not the exclusive or of the others. */
const parity = 0x1bd11bda;

/** The two words of a block. */
export const threefry = (
  scope: Scope,
  key: readonly [Word, Word],
  counter: readonly [Word, Word],
): readonly [Word, Word] => {
  const third = xorWords(scope, xorWords(scope, key[0], key[1]), wordOf(parity));
  const keys = [...key, third] as const;
  const keyAt = (i: number): Word => keys[i % 3] ?? third;
  let x = addWords(scope, counter[0], key[0]);
  let y = addWords(scope, counter[1], key[1]);
  for (let group = 0; group < 5; group++) {
    for (const count of rotations[group % 2] ?? rotations[0]) {
      x = addWords(scope, x, y);
      y = xorWords(scope, rotateLeft(scope, y, count), x);
    }
    x = addWords(scope, x, keyAt(group + 1));
    y = addWords(scope, addWords(scope, y, keyAt(group + 2)), wordOf(group + 1));
  }
  return [x, y];
};
