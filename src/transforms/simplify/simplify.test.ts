import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { evaluateProgram } from '../../backends/reference/evaluate.ts';
import type { Program } from '../../tensor/program.ts';
import { parseProgram, showProgram } from '../print/index.ts';
import {
  eliminateDead,
  foldConstants,
  hoistInvariants,
  shareCommon,
  simplify,
  verifyProgram,
} from './index.ts';

/** Reads and checks a listing. */
const read = (text: string): Program => {
  const result = E.chainW(verifyProgram)(parseProgram(text));
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

const becomes = (pass: (p: Program) => Program, before: string, after: string): void => {
  expect(showProgram(pass(read(before)))).toBe(showProgram(read(after)));
};

describe('eliminateDead', () => {
  it('drops carries that only feed each other, with what they need', () => {
    becomes(
      eliminateDead,
      `program(%0: f32[2], %1: f32[], %2: f32[3]) {
        %3: f32[2], %4: f32[], %5: f32[], %6: f32[3] = scan(%0, %0, %1, %1, %2) {
          length: 3, consts: 1, carries: 3, reverse: false, body: program(%0: f32[2], %1: f32[2], %2: f32[], %3: f32[], %4: f32[]) {
            %5: f32[2] = binary(%0, %1) { op: add }
            %6: f32[] = binary(%2, %4) { op: add }
            return %5, %3, %2, %6
          }
        }
        return %3
      }`,
      `program(%0: f32[2], %1: f32[], %2: f32[3]) {
        %3: f32[2] = scan(%0, %0) {
          length: 3, consts: 1, carries: 1, reverse: false, body: program(%0: f32[2], %1: f32[2]) {
            %2: f32[2] = binary(%0, %1) { op: add }
            return %2
          }
        }
        return %3
      }`,
    );
  });
});

describe('shareCommon', () => {
  it('does not merge −0 and 0', () => {
    const program = read(`program() {
      %0: f32[] = constant() { value: f32[]{0} }
      %1: f32[] = constant() { value: f32[]{-0} }
      return %0, %1
    }`);
    expect(shareCommon(program)).toEqual(program);
  });

  it('merges scans that do the same, but not when they send messages', () => {
    const loop = (op: string) => `scan(%0) { length: 2, consts: 0, carries: 1, reverse: false, body:
      program(%0: f32[2]) { %1: f32[2] = ${op} return %1 } }`;
    const program = (op: string) =>
      read(`program(%0: f32[2]) { %1: f32[2] = ${loop(op)} %2: f32[2] = ${loop(op)} return %1, %2 }`);
    expect(shareCommon(program('unary(%0) { op: exp }')).outputs).toEqual([1, 1]);
    expect(shareCommon(program('messages(%0) { label: "x" }')).outputs).toEqual([1, 2]);
  });
});

describe('hoistInvariants', () => {
  it('moves work out of nested loops as far as it can, and leaves repeated numbers where they are', () => {
    becomes(
      (p) => simplify(p, { verify: true }),
      `program(%0: f32[], %1: f32[]) {
        %2: f32[] = scan(%0, %1) { length: 2, consts: 1, carries: 1, reverse: false, body:
          program(%0: f32[], %1: f32[]) {
            %2: f32[] = scan(%0, %1) { length: 3, consts: 1, carries: 1, reverse: false, body:
              program(%0: f32[], %1: f32[]) {
                %2: f32[] = constant() { value: f32[]{2} }
                %3: f32[] = binary(%0, %2) { op: mul }
                %4: f32[] = binary(%1, %3) { op: add }
                %5: f32[] = binary(%4, %2) { op: div }
                return %5
              } }
            return %2
          } }
        return %2
      }`,
      `program(%0: f32[], %1: f32[]) {
        %2: f32[] = constant() { value: f32[]{2} }
        %3: f32[] = binary(%0, %2) { op: mul }
        %4: f32[] = scan(%3, %1) { length: 2, consts: 1, carries: 1, reverse: false, body:
          program(%0: f32[], %1: f32[]) {
            %2: f32[] = scan(%0, %1) { length: 3, consts: 1, carries: 1, reverse: false, body:
              program(%0: f32[], %1: f32[]) {
                %2: f32[] = constant() { value: f32[]{2} }
                %3: f32[] = binary(%1, %0) { op: add }
                %4: f32[] = binary(%3, %2) { op: div }
                return %4
              } }
            return %2
          } }
        return %4
      }`,
    );
  });

  it('moves out whole loops, each of whose results keeps its place', () => {
    const inner = (a: number, b: number, x: number) => `%${a}: f32[], %${b}: f32[3] = scan(%${x}) {
      length: 3, consts: 0, carries: 1, reverse: false, body: program(%0: f32[]) {
        %1: f32[] = unary(%0) { op: exp }
        return %1, %0
      } }`;
    becomes(
      hoistInvariants,
      `program(%0: f32[], %1: f32[3]) {
        %2: f32[3] = scan(%0, %1) { length: 2, consts: 1, carries: 1, reverse: false, body:
          program(%0: f32[], %1: f32[3]) {
            ${inner(2, 3, 0)}
            %4: f32[3] = binary(%1, %3) { op: add }
            return %4
          } }
        return %2
      }`,
      `program(%0: f32[], %1: f32[3]) {
        ${inner(2, 3, 0)}
        %4: f32[3] = scan(%0, %3, %1) { length: 2, consts: 2, carries: 1, reverse: false, body:
          program(%0: f32[], %1: f32[3], %2: f32[3]) {
            %3: f32[3] = binary(%2, %1) { op: add }
            return %3
          } }
        return %4
      }`,
    );
  });

  it('leaves messages in the loop that sends them', () => {
    const program = read(`program(%0: f32[4,2], %1: f32[4,2]) {
      %2: f32[4,2] = scan(%0, %1) { length: 3, consts: 1, carries: 1, reverse: false, body:
        program(%0: f32[4,2], %1: f32[4,2]) {
          %2: f32[4,2] = messages(%0) { label: "space" }
          %3: f32[4,2] = binary(%1, %2) { op: add }
          return %3
        } }
      return %2
    }`);
    expect(hoistInvariants(program)).toEqual(program);
  });
});

describe('foldConstants', () => {
  const draw = read(`program() {
    %0: i32[2] = constant() { value: i32[2]{0, 7} }
    %1: i32[100] = randomBits(%0) { shape: [100] }
    return %1
  }`);
  it('folds random bits of a constant key, but only if they are few', () => {
    expect(foldConstants(draw, evaluateProgram).equations.map((e) => e.primitive)).toEqual([
      'constant',
      'constant',
    ]);
    expect(foldConstants(draw, evaluateProgram, { constantBytes: 399 })).toEqual(draw);
    expect(foldConstants(draw, evaluateProgram, { addedBytes: 399 })).toEqual(draw);
  });

  it('computes one number repeated once, whatever the size', () => {
    becomes(
      (p) => simplify(p, { evaluate: evaluateProgram, verify: true }),
      `program() {
        %0: f32[] = constant() { value: f32[]{4} }
        %1: f32[1000,1000] = broadcast(%0) { shape: [1000, 1000], axes: [] }
        %2: f32[1000,1000] = unary(%1) { op: sqrt }
        return %2
      }`,
      `program() {
        %0: f32[] = constant() { value: f32[]{2} }
        %1: f32[1000,1000] = broadcast(%0) { shape: [1000, 1000], axes: [] }
        return %1
      }`,
    );
  });
});

describe('simplify', () => {
  it.each([
    ['x · 1', 'mul', '1', true],
    ['x + −0', 'add', '-0', true],
    ['x + 0', 'add', '0', false],
    ['x − 0', 'sub', '0', true],
    ['x − −0', 'sub', '-0', false],
    ['x · 0', 'mul', '0', false],
    ['x / 1', 'div', '1', true],
  ])('%s: is it x? ', (_, op, number, isX) => {
    const program = read(`program(%0: f32[3]) {
      %1: f32[] = constant() { value: f32[]{${number}} }
      %2: f32[3] = broadcast(%1) { shape: [3], axes: [] }
      %3: f32[3] = binary(%0, %2) { op: ${op} }
      return %3
    }`);
    expect(simplify(program).equations.length === 0).toBe(isX);
  });

  it('joins moves', () => {
    becomes(
      simplify,
      `program(%0: f32[10,4]) {
        %1: f32[4,10] = transpose(%0) { permutation: [1, 0] }
        %2: f32[4,4] = slice(%1) { starts: [0, 1], limits: [4, 9], strides: [1, 2] }
        %3: f32[4,2] = slice(%2) { starts: [0, 1], limits: [4, 4], strides: [1, 2] }
        %4: f32[2,4] = reshape(%3) { shape: [2, 4] }
        %5: f32[8] = reshape(%4) { shape: [8] }
        return %5
      }`,
      `program(%0: f32[10,4]) {
        %1: f32[4,10] = transpose(%0) { permutation: [1, 0] }
        %2: f32[4,2] = slice(%1) { starts: [0, 3], limits: [4, 8], strides: [1, 4] }
        %3: f32[8] = reshape(%2) { shape: [8] }
        return %3
      }`,
    );
  });
});

describe('verifyProgram', () => {
  const problem = (text: string): string | undefined => {
    const result = E.chainW(verifyProgram)(parseProgram(text));
    return E.isLeft(result) ? result.left.message : undefined;
  };
  it('says where and what', () => {
    expect(problem('program(%0: f32[3,4]) { %1: f32[3] = unary(%0) { op: exp } return %1 }')).toBe(
      'equation 0 (unary): says it gives f32[3], but gives f32[3,4]',
    );
    expect(
      problem('program(%0: f32[3], %1: f32[4]) { %2: f32[3] = binary(%0, %1) { op: add } return %2 }'),
    ).toBe('equation 0 (binary): add: shapes differ: f32[3] and f32[4]');
    expect(
      problem(`program(%0: f32[3]) {
        %1: f32[3] = scan(%0) { length: 2, consts: 0, carries: 1, reverse: false, body:
          program(%0: f32[3]) { %1: f32[3] = unary(%0) { op: not } return %1 } }
        return %1
      }`),
    ).toBe('equation 0 (scan) / body / equation 0 (unary): not: does not take f32: f32[3]; expected bool');
  });
});
