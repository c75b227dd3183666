import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squareResizer } from '../../src/data/resize.ts';

const sides = fc.integer({ min: 1, max: 20 });

const resized = (picture: Uint8Array, from: number, to: number): Uint8Array => {
  const out = new Uint8Array(to * to);
  squareResizer(from, to)(picture, out, 0);
  return out;
};

const pictures = fc
  .tuple(sides, sides)
  .chain(([from, to]) =>
    fc.tuple(
      fc.uint8Array({ minLength: from * from, maxLength: from * from }),
      fc.constant(from),
      fc.constant(to),
    ),
  );

const transposed = (picture: Uint8Array, side: number): Uint8Array =>
  picture.map((_, i) => picture[(i % side) * side + Math.floor(i / side)] ?? 0);

describe('squareResizer', () => {
  it('keeps pictures of one level', () => {
    fc.assert(
      fc.property(sides, sides, fc.nat(255), (from, to, level) => {
        expect(resized(new Uint8Array(from * from).fill(level), from, to)).toEqual(
          new Uint8Array(to * to).fill(level),
        );
      }),
    );
  });

  it('stays within the range of the picture', () => {
    fc.assert(
      fc.property(pictures, ([picture, from, to]) => {
        const out = resized(picture, from, to);
        expect(Math.min(...out)).toBeGreaterThanOrEqual(Math.min(...picture));
        expect(Math.max(...out)).toBeLessThanOrEqual(Math.max(...picture));
      }),
    );
  });

  it('treats rows and columns alike, but for rounding between the passes', () => {
    fc.assert(
      fc.property(pictures, ([picture, from, to]) => {
        const across = transposed(resized(transposed(picture, from), from, to), to);
        resized(picture, from, to).forEach((level, i) => {
          expect(Math.abs(level - (across[i] ?? 0))).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});
