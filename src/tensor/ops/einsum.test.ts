import { describe, expect, it } from 'vitest';
import {
  type Example,
  example,
  expectNumbers,
  type Index,
  numbersOf,
  sumOver,
} from '../../../property-tests/support/naive.ts';
import { zeros } from './constants.ts';
import { einsum } from './einsum.ts';

/** The definition: a loop over all letters. */
const naiveEinsum = async (pattern: string, ...operands: readonly Example[]): Promise<void> => {
  const [left = '', output = ''] = pattern.split('->');
  const terms = left.split(',');
  const sizes = new Map(
    terms.flatMap((term, i) => [...term].map((letter, axis) => [letter, operands[i]?.shape[axis] ?? 0])),
  );
  const summed = [...sizes.keys()].filter((letter) => !output.includes(letter));
  const size = (letter: string) => sizes.get(letter) ?? 0;
  await expectNumbers(einsum(pattern, ...operands.map(({ x }) => x)), [...output].map(size), (out) =>
    sumOver(summed.map(size), (inner) => {
      const place = new Map([
        ...[...output].map((l, i) => [l, out[i] ?? 0] as const),
        ...summed.map((l, i) => [l, inner[i] ?? 0] as const),
      ]);
      return operands.reduce(
        (product, x, i) => product * x.at([...(terms[i] ?? '')].map((l) => place.get(l) ?? 0)),
        1,
      );
    }),
  );
};

describe('einsum', () => {
  it.each<{ readonly pattern: string; readonly shapes: readonly Index[] }>([
    {
      pattern: 'ij,jk->ik',
      shapes: [
        [2, 3],
        [3, 4],
      ],
    },
    {
      pattern: 'ij,jk->ki',
      shapes: [
        [2, 3],
        [3, 4],
      ],
    },
    {
      pattern: 'bij,bjk->bik',
      shapes: [
        [2, 3, 4],
        [2, 4, 5],
      ],
    },
    {
      pattern: 'bij,bjk->kbi',
      shapes: [
        [2, 3, 4],
        [2, 4, 5],
      ],
    },
    { pattern: 'i,i->', shapes: [[3], [3]] },
    { pattern: 'i,j->ij', shapes: [[3], [2]] },
    { pattern: 'i,j->', shapes: [[3], [2]] },
    {
      pattern: 'ij,ij->ij',
      shapes: [
        [3, 2],
        [3, 2],
      ],
    },
    { pattern: 'ij->ji', shapes: [[3, 2]] },
    { pattern: 'ij->', shapes: [[3, 2]] },
    { pattern: 'ij->j', shapes: [[3, 2]] },
    { pattern: 'ii->i', shapes: [[3, 3]] },
    { pattern: 'ii->', shapes: [[3, 3]] },
    { pattern: 'iji->j', shapes: [[3, 2, 3]] },
    { pattern: 'iii->i', shapes: [[3, 3, 3]] },
    {
      pattern: 'iij,jk->ik',
      shapes: [
        [3, 3, 2],
        [2, 4],
      ],
    },
    {
      pattern: 'ij,jk,kl->il',
      shapes: [
        [2, 3],
        [3, 4],
        [4, 5],
      ],
    },
    {
      pattern: 'ij,kj,lj->ikl',
      shapes: [
        [2, 3],
        [4, 3],
        [5, 3],
      ],
    },
    { pattern: 'a,ab,bc,c->', shapes: [[2], [2, 3], [3, 4], [4]] },
    { pattern: 'ij,k->i', shapes: [[2, 3], [4]] },
    {
      pattern: 'ij,jk->ik',
      shapes: [
        [1, 1],
        [1, 1],
      ],
    },
    {
      pattern: 'ij,jk->ik',
      shapes: [
        [0, 3],
        [3, 2],
      ],
    },
    {
      pattern: 'ij,jk->ik',
      shapes: [
        [2, 0],
        [0, 2],
      ],
    },
    { pattern: 'ii->i', shapes: [[0, 0]] },
    { pattern: 'i->i', shapes: [[3]] },
  ])('$pattern $shapes', async ({ pattern, shapes }) => {
    await naiveEinsum(pattern, ...shapes.map((shape, i) => example(shape, i + 1)));
  });

  it('broadcasts the axes of ...', async () => {
    const [a, b] = [example([5, 1, 2, 3]), example([4, 3, 2], 2)];
    await expectNumbers(
      einsum('...ij,...jk->...ik', a.x, b.x),
      [5, 4, 2, 2],
      ([p = 0, q = 0, i = 0, k = 0]) => sumOver([3], ([j = 0]) => a.at([p, 0, i, j]) * b.at([q, j, k])),
    );
    await expectNumbers(einsum('i...->...i', a.x), [1, 2, 3, 5], ([x = 0, y = 0, z = 0, i = 0]) =>
      a.at([i, x, y, z]),
    );
    await expectNumbers(einsum('i...->i', a.x), [5], ([i = 0]) =>
      sumOver([1, 2, 3], (rest) => a.at([i, ...rest])),
    );
  });

  it('takes words', async () => {
    const [a, b] = [example([2, 3, 4]), example([4, 5], 2)];
    await expectNumbers(einsum('batch row in, in out -> batch out', a.x, b.x), [2, 5], ([p = 0, o = 0]) =>
      sumOver([3, 4], ([r = 0, i = 0]) => a.at([p, r, i]) * b.at([i, o])),
    );
  });

  it('multiplies the cheap pair first', async () => {
    // (1×1000)·(1000×1) before the outer product with 1000 columns.
    const y = einsum('ab,bc,cd->ad', zeros([1, 1000]), zeros([1000, 1]), zeros([1, 1000]));
    expect(y.source.inputs.map((x) => x.shape)).toContainEqual([1, 1]);
    expect((await numbersOf(y)).data).toHaveLength(1000);
  });

  it('says what can not be read', () => {
    const x = example([2, 3]).x;
    const text = (pattern: string): string => pattern;
    expect(() => einsum(text('ij'), x)).toThrow(/does not say what it gives/);
    expect(() => einsum(text('ij,jk->ik'), x)).toThrow(/names 2 operands/);
    expect(() => einsum(text('ijk->i'), x)).toThrow(/'ijk' names 3 axes.*f32\[2,3\]/);
    expect(() => einsum(text('ij->k'), x)).toThrow(/'k' is on no operand/);
    expect(() => einsum(text('ij->ii'), x)).toThrow(/gives 'i' twice/);
    expect(() => einsum(text('ij,jk->ik'), x, x)).toThrow(/sizes of 'j'.*3 = 2/);
    expect(() => einsum(text('ii->i'), x)).toThrow(/sizes of 'i'.*differ/);
  });
});
