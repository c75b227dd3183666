import { describe, expect, it } from 'vitest';
import { example, expectNumbers, numbersOf, sumOver } from '../../../property-tests/support/naive.ts';
import { scalar, zeros } from './constants.ts';
import { rearrange, reduce, repeat } from './einops.ts';

describe('rearrange', () => {
  const { x, at } = example([2, 6, 3]);
  it('splits, merges and reorders', async () => {
    await expectNumbers(rearrange(x, 't n c -> c t n'), [3, 2, 6], ([c = 0, t = 0, n = 0]) => at([t, n, c]));
    await expectNumbers(rearrange(x, 't n c -> t (n c)'), [2, 18], ([t = 0, m = 0]) =>
      at([t, Math.floor(m / 3), m % 3]),
    );
    await expectNumbers(
      rearrange(x, 't (h w) c -> (t c) h w', { h: 2 }),
      [6, 2, 3],
      ([m = 0, h = 0, w = 0]) => at([Math.floor(m / 3), h * 3 + w, m % 3]),
    );
    await expectNumbers(
      rearrange(x, 't (h w) c -> w t h c', { w: 3 }),
      [3, 2, 2, 3],
      ([w = 0, t = 0, h = 0, c = 0]) => at([t, h * 3 + w, c]),
    );
  });
  it('adds and removes axes of size 1', async () => {
    await expectNumbers(rearrange(x, 't n c -> t 1 n c ()'), [2, 1, 6, 3, 1], ([t = 0, , n = 0, c = 0]) =>
      at([t, n, c]),
    );
    const one = example([2, 1, 3]);
    await expectNumbers(rearrange(one.x, 't 1 c -> c t'), [3, 2], ([c = 0, t = 0]) => one.at([t, 0, c]));
    expect((await numbersOf(rearrange(scalar(1), '-> 1'))).shape).toEqual([1]);
  });
  it('leaves ... as it is', async () => {
    await expectNumbers(rearrange(x, '... c -> c ...'), [3, 2, 6], ([c = 0, t = 0, n = 0]) => at([t, n, c]));
    await expectNumbers(rearrange(x, 't ... -> t (...)'), [2, 18], ([t = 0, m = 0]) =>
      at([t, Math.floor(m / 3), m % 3]),
    );
    expect((await numbersOf(rearrange(zeros([0, 4]), 'a (b c) -> b a c', { b: 2 }))).shape).toEqual([
      2, 0, 2,
    ]);
  });
  it('says what does not fit', () => {
    const wrong =
      (pattern: string, sizes = {}) =>
      () =>
        rearrange(x, pattern, sizes);
    expect(wrong('t n c')).toThrow(/rearrange: the pattern 't n c' has no ->/);
    expect(wrong('t n -> n t')).toThrow(
      /rearrange: 't n -> n t' has another number of axes: f32\[2,6,3\]; expected 2/,
    );
    expect(wrong('t n c -> n t')).toThrow(/rearrange: the axis 'c' is only on the left/);
    expect(wrong('t n c -> n t c d')).toThrow(/rearrange: the axis 'd' is only on the right/);
    expect(wrong('t t c -> t c')).toThrow(/rearrange: an axis is repeated: 't'/);
    expect(wrong('t (h w) c -> t h w c')).toThrow(
      /rearrange: sizes of the composite axis \(h w\) are missing: h, w/,
    );
    expect(wrong('t (h w) c -> t h w c', { h: 4 })).toThrow(
      /rearrange: axis 1 \(h w\) of 6 is not divisible.*a multiple of 4/,
    );
    expect(wrong('t (h w) c -> t h w c', { h: 2, w: 2 })).toThrow(
      /rearrange: axis 1 \(h w\) has size 6.*expected 4/,
    );
    expect(wrong('t n c -> c n t', { m: 2 })).toThrow(/a size is given for 'm'/);
    expect(wrong('t 1 c -> c t')).toThrow(/rearrange: axis 1 \(\) has size 6.*expected 1/);
    expect(wrong('t (n c -> c n t')).toThrow(/parentheses/);
    expect(wrong('t n 2 -> 2 t n')).toThrow(/rearrange: an axis is a number other than 1: '2'/);
    expect(wrong('t n c -> t n c ...')).toThrow(/rearrange: \.\.\. is only on the right/);
  });
});

describe('reduce', () => {
  const { x, at } = example([2, 4, 6, 3]);
  it('reduces what is only on the left', async () => {
    await expectNumbers(reduce(x, 't h w c -> t c', 'sum'), [2, 3], ([t = 0, c = 0]) =>
      sumOver([4, 6], (p) => at([t, ...p, c])),
    );
    await expectNumbers(
      reduce(x, 't h w c -> c t', 'mean'),
      [3, 2],
      ([c = 0, t = 0]) => sumOver([4, 6], (p) => at([t, ...p, c])) / 24,
    );
    await expectNumbers(
      reduce(x, 't (h a) (w b) c -> t h w c', 'max', { a: 2, b: 3 }),
      [2, 2, 2, 3],
      ([t = 0, h = 0, w = 0, c = 0]) =>
        Math.max(...[0, 1].flatMap((a) => [0, 1, 2].map((b) => at([t, 2 * h + a, 3 * w + b, c])))),
    );
    await expectNumbers(reduce(x, '... -> ', 'min'), [], () =>
      Math.min(
        ...[0, 1].flatMap((t) =>
          [0, 1, 2, 3].flatMap((h) =>
            [0, 1, 2, 3, 4, 5].flatMap((w) => [0, 1, 2].map((c) => at([t, h, w, c]))),
          ),
        ),
      ),
    );
    expect(reduce(x, 't h w c -> t h w c', 'sum').shape).toEqual([2, 4, 6, 3]);
  });
});

describe('repeat', () => {
  const { x, at } = example([2, 3]);
  it('repeats over what is only on the right', async () => {
    await expectNumbers(repeat(x, 't c -> t n c', { n: 4 }), [2, 4, 3], ([t = 0, , c = 0]) => at([t, c]));
    await expectNumbers(repeat(x, 't c -> (t again) c', { again: 2 }), [4, 3], ([m = 0, c = 0]) =>
      at([Math.floor(m / 2), c]),
    );
    await expectNumbers(repeat(x, 't c -> (again t) c', { again: 2 }), [4, 3], ([m = 0, c = 0]) =>
      at([m % 2, c]),
    );
  });
  it('asks for its size', () => {
    const wrong = (pattern: string) => () => repeat(x, pattern);
    expect(wrong('t c -> t n c')).toThrow(/repeat: the axis 'n' is only on the right/);
    expect(wrong('t c -> t')).toThrow(/repeat: the axis 'c' is only on the left/);
  });
});
