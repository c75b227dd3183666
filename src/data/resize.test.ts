import { describe, expect, it } from 'vitest';
import { squareResizer } from './resize.ts';

const resize = (input: Uint8Array, from: number, to: number): Uint8Array => {
  const out = new Uint8Array(to * to);
  squareResizer(from, to)(input, out, 0);
  return out;
};

describe('squareResizer', () => {
  it('gives the numbers of Pillow', () => {
    // Image.fromarray(a).resize((4, 4), Image.BILINEAR), Pillow 12.3.
    const input = Uint8Array.from({ length: 49 }, (_, i) => {
      const [y, x] = [Math.floor(i / 7), i % 7];
      return (y * 37 + x * 91 + y * x * 13) % 256;
    });
    expect([...resize(input, 7, 4)]).toEqual([
      70, 145, 116, 106, 129, 145, 126, 107, 128, 147, 146, 168, 159, 143, 122, 138,
    ]);
  });

  it('changes nothing at the same size', () => {
    const input = Uint8Array.from({ length: 25 }, (_, i) => i * 10);
    expect(resize(input, 5, 5)).toEqual(input);
  });

  it('shrinks a quarter of the picture to a quarter, across and down alike', () => {
    const input = new Uint8Array(16 * 16);
    for (let y = 0; y < 4; y++) input.fill(255, y * 16, y * 16 + 12);
    const out = resize(input, 16, 4);
    const at = (y: number, x: number) => out[y * 4 + x] ?? -1;
    expect(at(0, 0)).toBeGreaterThan(at(1, 0));
    expect(at(0, 0)).toBeGreaterThan(at(0, 3));
    expect(at(3, 3)).toBe(0);
  });

  it('writes from the index given on', () => {
    const out = new Uint8Array(6);
    squareResizer(4, 2)(new Uint8Array(16).fill(9), out, 1);
    expect([...out]).toEqual([0, 9, 9, 9, 9, 0]);
  });
});
