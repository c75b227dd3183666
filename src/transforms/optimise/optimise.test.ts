import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../tensor/program.ts';
import { parseProgram, showProgram } from '../print/index.ts';
import { simplify, verifyProgram } from '../simplify/index.ts';
import { optimise } from './index.ts';

/** Reads and checks a listing. */
const read = (text: string): Program => {
  const result = E.chainW(verifyProgram)(parseProgram(text));
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

const becomes = (before: string, after: string, memoryBytes?: number): void => {
  const options = memoryBytes === undefined ? {} : { memoryBytes };
  expect(showProgram(optimise(read(before), options))).toBe(showProgram(read(after)));
};

const stays = (text: string, memoryBytes?: number): void => {
  const before = simplify(read(text));
  const options = memoryBytes === undefined ? {} : { memoryBytes };
  expect(showProgram(optimise(before, options))).toBe(showProgram(before));
};

const dot = '{ aBatch: [], bBatch: [], aContract: [1], bContract: [0] }';
const rows = 'i32[6]{0, 1, 2, 0, 1, 2}';

describe('products of gathered rows', () => {
  it('are computed for the rows that there are', () =>
    becomes(
      `program(%0: f32[3,8], %1: f32[8,8], %2: i32[6]) {
        %3: f32[6,8] = gather(%0, %2) { axis: 0, batch: 0 }
        %4: f32[6,8] = dot(%3, %1) ${dot}
        return %4
      }`,
      `program(%0: f32[3,8], %1: f32[8,8], %2: i32[6]) {
        %3: f32[3,8] = dot(%0, %1) ${dot}
        %4: f32[6,8] = gather(%3, %2) { axis: 0, batch: 0 }
        return %4
      }`,
    ));

  it('stay where fewer rows are gathered than there are', () =>
    stays(`program(%0: f32[9,8], %1: f32[8,8], %2: i32[6]) {
      %3: f32[6,8] = gather(%0, %2) { axis: 0, batch: 0 }
      %4: f32[6,8] = dot(%3, %1) ${dot}
      return %4
    }`));

  const summed = (indices: string) => `program(%0: f32[3,8], %1: f32[6,8]) {
    %2: i32[6] = constant() { value: ${indices} }
    %3: f32[6,8] = gather(%0, %2) { axis: 0, batch: 0 }
    %4: f32[8,8] = dot(%3, %1) { aBatch: [], bBatch: [], aContract: [0], bContract: [0] }
    return %4
  }`;

  it('summed over the rows are products with sums of rows', () =>
    becomes(
      summed(rows),
      `program(%0: f32[3,8], %1: f32[6,8]) {
        %2: i32[6] = constant() { value: ${rows} }
        %3: f32[3,8] = scatterAdd(%1, %2) { axis: 0, batch: 0, size: 3 }
        %4: f32[8,8] = dot(%0, %3) { aBatch: [], bBatch: [], aContract: [0], bContract: [0] }
        return %4
      }`,
    ));

  it('but not where a row is not named: what is ∞ in it would meet 0', () =>
    stays(summed('i32[6]{0, 1, 1, 0, 1, 1}')));

  it('nor where an index is outside', () => stays(summed('i32[6]{0, 1, 2, 3, 1, 2}')));
});

describe('products of what repeats', () => {
  it('are computed once', () =>
    becomes(
      `program(%0: f32[8], %1: f32[8,8]) {
        %2: f32[6,8] = broadcast(%0) { shape: [6, 8], axes: [1] }
        %3: f32[6,8] = dot(%2, %1) ${dot}
        return %3
      }`,
      `program(%0: f32[8], %1: f32[8,8]) {
        %2: f32[8] = dot(%0, %1) { aBatch: [], bBatch: [], aContract: [0], bContract: [0] }
        %3: f32[6,8] = broadcast(%2) { shape: [6, 8], axes: [1] }
        return %3
      }`,
    ));

  it('are products with sums, where the repeated axes are contracted', () =>
    becomes(
      `program(%0: f32[8], %1: f32[6,8]) {
        %2: f32[6,8] = broadcast(%0) { shape: [6, 8], axes: [1] }
        %3: f32[8,8] = dot(%2, %1) { aBatch: [], bBatch: [], aContract: [0], bContract: [0] }
        return %3
      }`,
      `program(%0: f32[8], %1: f32[6,8]) {
        %2: f32[8] = reduce(%1) { op: sum, axes: [0] }
        %3: f32[8,8] = dot(%0, %2) { aBatch: [], bBatch: [], aContract: [], bContract: [] }
        return %3
      }`,
    ));
});

describe('products of what is joined', () => {
  it('are sums of products, where a part moves on', () =>
    becomes(
      `program(%0: f32[3,64], %1: f32[24,8], %2: f32[72,64], %3: i32[24]) {
        %4: f32[24,64] = gather(%0, %3) { axis: 0, batch: 0 }
        %5: f32[24,72] = concat(%4, %1) { axis: 1 }
        %6: f32[24,64] = dot(%5, %2) ${dot}
        return %6
      }`,
      `program(%0: f32[3,64], %1: f32[24,8], %2: f32[72,64], %3: i32[24]) {
        %4: f32[64,64] = slice(%2) { starts: [0, 0], limits: [64, 64], strides: [1, 1] }
        %5: f32[3,64] = dot(%0, %4) ${dot}
        %6: f32[24,64] = gather(%5, %3) { axis: 0, batch: 0 }
        %7: f32[8,64] = slice(%2) { starts: [64, 0], limits: [72, 64], strides: [1, 1] }
        %8: f32[24,64] = dot(%1, %7) ${dot}
        %9: f32[24,64] = binary(%6, %8) { op: add }
        return %9
      }`,
    ));

  it('stay where no part moves on', () =>
    stays(`program(%0: f32[6,8], %1: f32[6,8], %2: f32[16,8]) {
      %3: f32[6,16] = concat(%0, %1) { axis: 1 }
      %4: f32[6,8] = dot(%3, %2) ${dot}
      return %4
    }`));

  it('stay where the sum costs more than is saved', () =>
    stays(`program(%0: f32[5,1], %1: f32[6,8], %2: f32[9,512], %3: i32[6]) {
      %4: f32[6,1] = gather(%0, %3) { axis: 0, batch: 0 }
      %5: f32[6,9] = concat(%4, %1) { axis: 1 }
      %6: f32[6,512] = dot(%5, %2) ${dot}
      return %6
    }`));
});

describe('sums of products', () => {
  const added = (indices: string) => `program(%0: f32[6,8], %1: f32[8,8]) {
    %2: i32[6] = constant() { value: ${indices} }
    %3: f32[6,8] = dot(%0, %1) ${dot}
    %4: f32[3,8] = scatterAdd(%3, %2) { axis: 0, batch: 0, size: 3 }
    return %4
  }`;

  it('are products of sums of rows', () =>
    becomes(
      added(rows),
      `program(%0: f32[6,8], %1: f32[8,8]) {
        %2: i32[6] = constant() { value: ${rows} }
        %3: f32[3,8] = scatterAdd(%0, %2) { axis: 0, batch: 0, size: 3 }
        %4: f32[3,8] = dot(%3, %1) ${dot}
        return %4
      }`,
    ));

  it('but not where some rows get nothing: 0 would meet ∞', () => stays(added('i32[6]{0, 0, 1, 1, 0, 1}')));

  it('and stay where the product is needed for itself', () =>
    stays(`program(%0: f32[6,8], %1: f32[8,8]) {
      %2: i32[6] = constant() { value: i32[6]{0, 1, 2, 3, 4, 4} }
      %3: f32[6,8] = dot(%0, %1) ${dot}
      %4: f32[5,8] = scatterAdd(%3, %2) { axis: 0, batch: 0, size: 5 }
      return %3, %4
    }`));

  it('over free axes are products of sums', () =>
    becomes(
      `program(%0: f32[6,8], %1: f32[8,8]) {
        %2: f32[6,8] = dot(%0, %1) ${dot}
        %3: f32[8] = reduce(%2) { op: sum, axes: [0] }
        return %3
      }`,
      `program(%0: f32[6,8], %1: f32[8,8]) {
        %2: f32[8] = reduce(%0) { op: sum, axes: [0] }
        %3: f32[8] = dot(%2, %1) { aBatch: [], bBatch: [], aContract: [0], bContract: [0] }
        return %3
      }`,
    ));

  it('over batch axes are longer products', () =>
    becomes(
      `program(%0: f32[5,6,8], %1: f32[5,6,8]) {
        %2: f32[5,8,8] = dot(%0, %1) { aBatch: [0], bBatch: [0], aContract: [1], bContract: [1] }
        %3: f32[8,8] = reduce(%2) { op: sum, axes: [0] }
        return %3
      }`,
      `program(%0: f32[5,6,8], %1: f32[5,6,8]) {
        %2: f32[8,8] = dot(%0, %1) { aBatch: [], bBatch: [], aContract: [0, 1], bContract: [0, 1] }
        return %2
      }`,
    ));

  it('over several axes, one after the other, are one sum', () =>
    becomes(
      `program(%0: f32[5,6,8]) {
        %1: f32[6,8] = reduce(%0) { op: sum, axes: [0] }
        %2: f32[8] = reduce(%1) { op: sum, axes: [0] }
        return %2
      }`,
      `program(%0: f32[5,6,8]) {
        %1: f32[8] = reduce(%0) { op: sum, axes: [0, 1] }
        return %1
      }`,
    ));

  it('are not other reductions', () =>
    stays(`program(%0: f32[6,8], %1: f32[8,8]) {
      %2: f32[6,8] = dot(%0, %1) ${dot}
      %3: f32[8] = reduce(%2) { op: max, axes: [0] }
      return %3
    }`));
});

describe('pieces of products', () => {
  it('are products of pieces', () =>
    becomes(
      `program(%0: f32[6,8], %1: f32[8,9]) {
        %2: f32[6,9] = dot(%0, %1) ${dot}
        %3: f32[6,2] = slice(%2) { starts: [0, 7], limits: [6, 9], strides: [1, 1] }
        return %3
      }`,
      `program(%0: f32[6,8], %1: f32[8,9]) {
        %2: f32[8,2] = slice(%1) { starts: [0, 7], limits: [8, 9], strides: [1, 1] }
        %3: f32[6,2] = dot(%0, %2) ${dot}
        return %3
      }`,
    ));

  it('stay where the whole is read as well', () =>
    stays(`program(%0: f32[6,8], %1: f32[8,9]) {
      %2: f32[6,9] = dot(%0, %1) ${dot}
      %3: f32[6,2] = slice(%2) { starts: [0, 7], limits: [6, 9], strides: [1, 1] }
      return %2, %3
    }`));

  it('stay where they overlap to more than the whole', () =>
    stays(`program(%0: f32[6,8], %1: f32[8,9]) {
      %2: f32[6,9] = dot(%0, %1) ${dot}
      %3: f32[6,6] = slice(%2) { starts: [0, 0], limits: [6, 6], strides: [1, 1] }
      %4: f32[6,6] = slice(%2) { starts: [0, 3], limits: [6, 9], strides: [1, 1] }
      return %3, %4
    }`));
});

describe('indices', () => {
  it('that are the same for all of a batch are one list', () =>
    becomes(
      `program(%0: f32[4,3,8], %1: i32[6]) {
        %2: i32[4,6] = broadcast(%1) { shape: [4, 6], axes: [1] }
        %3: f32[4,6,8] = gather(%0, %2) { axis: 1, batch: 1 }
        return %3
      }`,
      `program(%0: f32[4,3,8], %1: i32[6]) {
        %2: f32[4,6,8] = gather(%0, %1) { axis: 1, batch: 0 }
        return %2
      }`,
    ));

  it('that never name the padding need none', () =>
    becomes(
      `program(%0: f32[3,8]) {
        %1: i32[6] = constant() { value: ${rows} }
        %2: f32[4,8] = pad(%0) { low: [0, 0], high: [1, 0], interior: [0, 0], value: 0 }
        %3: f32[6,8] = gather(%2, %1) { axis: 0, batch: 0 }
        return %3
      }`,
      `program(%0: f32[3,8]) {
        %1: i32[6] = constant() { value: ${rows} }
        %2: f32[6,8] = gather(%0, %1) { axis: 0, batch: 0 }
        return %2
      }`,
    ));

  it('that name it do', () =>
    stays(`program(%0: f32[3,8]) {
      %1: i32[6] = constant() { value: i32[6]{0, 1, 2, 3, 1, 2} }
      %2: f32[4,8] = pad(%0) { low: [0, 0], high: [1, 0], interior: [0, 0], value: 0 }
      %3: f32[6,8] = gather(%2, %1) { axis: 0, batch: 0 }
      return %3
    }`));
});

describe('padded pieces', () => {
  const pad = (low: number, high: number) =>
    `{ low: [0, ${low}], high: [0, ${high}], interior: [0, 0], value: 0 }`;

  it('that fill each other are joined', () =>
    becomes(
      `program(%0: f32[3,2], %1: f32[3,2], %2: f32[3,2]) {
        %3: f32[3,6] = pad(%0) ${pad(4, 0)}
        %4: f32[3,6] = pad(%1) ${pad(0, 4)}
        %5: f32[3,6] = binary(%3, %4) { op: add }
        %6: f32[3,6] = pad(%2) ${pad(2, 2)}
        %7: f32[3,6] = binary(%5, %6) { op: add }
        return %7
      }`,
      `program(%0: f32[3,2], %1: f32[3,2], %2: f32[3,2]) {
        %3: f32[3,6] = concat(%1, %2, %0) { axis: 1 }
        return %3
      }`,
    ));

  it('that overlap are added', () =>
    stays(`program(%0: f32[3,3], %1: f32[3,4]) {
      %2: f32[3,6] = pad(%0) ${pad(3, 0)}
      %3: f32[3,6] = pad(%1) ${pad(0, 2)}
      %4: f32[3,6] = binary(%2, %3) { op: add }
      return %4
    }`));

  it('are not what lies between other numbers', () =>
    stays(`program(%0: f32[3,3], %1: f32[3,3]) {
      %2: f32[3,6] = pad(%0) { low: [0, 3], high: [0, 0], interior: [0, 0], value: 1 }
      %3: f32[3,6] = pad(%1) ${pad(0, 3)}
      %4: f32[3,6] = binary(%2, %3) { op: add }
      return %4
    }`));
});

describe('messages', () => {
  it('are not moved past', () =>
    stays(`program(%0: f32[3,8], %1: f32[8,8], %2: i32[6]) {
      %3: f32[6,8] = gather(%0, %2) { axis: 0, batch: 0 }
      %4: f32[6,8] = messages(%3) { label: "sent" }
      %5: f32[6,8] = dot(%4, %1) ${dot}
      return %5
    }`));
});

describe('a bound on memory', () => {
  const loop = `program(%0: f32[8,64], %1: f32[4,8], %2: f32[10,4,8]) {
    %3: f32[4,8], %4: f32[10,4,64] = scan(%0, %1, %2) {
      length: 10, consts: 1, carries: 1, reverse: false, body: program(%0: f32[8,64], %1: f32[4,8], %2: f32[4,8]) {
        %3: f32[4,8] = binary(%1, %2) { op: mul }
        %4: f32[4,64] = dot(%2, %0) ${dot}
        return %3, %4
      }
    }
    return %3, %4
  }`;
  const stacked = 10 * 4 * 64 * 4;

  it('keeps in the loop what would not fit', () => stays(loop, stacked - 1));

  it('lets out of the loop what fits', () =>
    becomes(
      loop,
      `program(%0: f32[8,64], %1: f32[4,8], %2: f32[10,4,8]) {
        %3: f32[10,4,64] = dot(%2, %0) { aBatch: [], bBatch: [], aContract: [2], bContract: [0] }
        %4: f32[4,8] = scan(%1, %2) {
          length: 10, consts: 0, carries: 1, reverse: false, body: program(%0: f32[4,8], %1: f32[4,8]) {
            %2: f32[4,8] = binary(%0, %1) { op: mul }
            return %2
          }
        }
        return %4, %3
      }`,
      stacked,
    ));
});
