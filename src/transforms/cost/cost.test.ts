import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../tensor/program.ts';
import { parseProgram } from '../print/index.ts';
import { costOf, peakBytesOf, showCost, showCount } from './index.ts';

const read = (text: string): Program => {
  const result = parseProgram(text);
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

const operations = (text: string): number => costOf(read(text)).total.operations;

describe('operations', () => {
  it.each([
    [
      'dot: 2·m·k·n',
      'program(%0: f32[3,4], %1: f32[4,5]) { %2: f32[3,5] = dot(%0, %1) { aBatch: [], bBatch: [], aContract: [1], bContract: [0] } return %2 }',
      120,
    ],
    [
      'conv: 2·outputs·window·channels, without padding',
      'program(%0: f32[1,6,6,2], %1: f32[3,3,2,8]) { %2: f32[1,4,4,8] = conv(%0, %1) { strides: [1,1], padding: [[0,0],[0,0]], inputDilation: [1,1], kernelDilation: [1,1], groups: 1 } return %2 }',
      2 * 128 * 18,
    ],
    [
      'conv: taps on the padding meet nothing',
      'program(%0: f32[1,3,3,2], %1: f32[3,3,2,8]) { %2: f32[1,3,3,8] = conv(%0, %1) { strides: [1,1], padding: [[1,1],[1,1]], inputDilation: [1,1], kernelDilation: [1,1], groups: 1 } return %2 }',
      2 * 7 * 7 * 2 * 8,
    ],
    [
      'conv: nor do those in the holes of a dilated input',
      'program(%0: f32[5,3,1], %1: f32[2,1,1]) { %2: f32[5,4,1] = conv(%0, %1) { strides: [1], padding: [[0,0]], inputDilation: [2], kernelDilation: [1], groups: 1 } return %2 }',
      2 * 5 * 4,
    ],
    [
      'conv: groups',
      'program(%0: f32[3,4,6], %1: f32[1,2,9]) { %2: f32[3,4,9] = conv(%0, %1) { strides: [1], padding: [[0,0]], inputDilation: [1], kernelDilation: [1], groups: 3 } return %2 }',
      2 * 3 * 4 * 2 * 9,
    ],
    [
      'reduce: one less than there are',
      'program(%0: f32[3,4]) { %1: f32[3] = reduce(%0) { op: sum, axes: [1] } return %1 }',
      9,
    ],
    [
      'reduceWindow',
      'program(%0: f32[4,4]) { %1: f32[2,2] = reduceWindow(%0) { op: max, window: [2,2], strides: [2,2], dilation: [1,1], padding: [[0,0],[0,0]] } return %1 }',
      12,
    ],
    [
      'randomBits: 77 for each block of two',
      'program(%0: i32[2]) { %1: i32[5] = randomBits(%0) { shape: [5] } return %1 }',
      3 * 77,
    ],
    [
      'moves: none',
      'program(%0: f32[3,4]) { %1: f32[4,3] = transpose(%0) { permutation: [1, 0] } return %1 }',
      0,
    ],
  ])('%s', (_, text, count) => {
    expect(operations(text)).toBe(count);
  });
});

/** T frames of K rounds in which 90 messages of width 8 are sent. */
const rounds = (frames: number, iterations: number): Program =>
  read(`program(%0: f32[90,8]) {
    %1: f32[90,8] = scan(%0) { length: ${frames}, consts: 0, carries: 1, reverse: false, body: program(%0: f32[90,8]) {
      %1: f32[90,8] = scan(%0) { length: ${iterations}, consts: 0, carries: 1, reverse: false, body: program(%0: f32[90,8]) {
        %1: f32[90,8] = messages(%0) { label: "space" }
        %2: f32[90,8] = unary(%1) { op: tanh }
        return %2
      } }
      return %1
    } }
    return %1
  }`);

describe('loops', () => {
  it('count messages T·K·E, and grow neither the program nor the memory', () => {
    const [few, many] = [costOf(rounds(2, 3)), costOf(rounds(1000, 3))];
    expect(few.messages).toEqual(new Map([['space', 2 * 3 * 90]]));
    expect(many.messages).toEqual(new Map([['space', 1000 * 3 * 90]]));
    expect(many.total.transcendentals).toBe(1000 * 3 * 90 * 8);
    expect(many.equations).toBe(few.equations);
    expect(many.peakBytes).toBe(few.peakBytes);
  });
});

describe('peakBytesOf', () => {
  it('forgets what is no longer needed', () => {
    const chain = (n: number): Program =>
      read(
        `program(%0: f32[10]) { ${Array.from({ length: n }, (_, i) => `%${i + 1}: f32[10] = unary(%${i}) { op: exp }`).join(' ')} return %${n} }`,
      );
    expect(peakBytesOf(chain(1))).toBe(80);
    expect(peakBytesOf(chain(2))).toBe(120);
    expect(peakBytesOf(chain(20))).toBe(120);
  });
});

it('showCost prints a table', () => {
  const program = read(
    'program(%0: f32[3,4], %1: f32[4,5]) { %2: f32[3,5] = dot(%0, %1) { aBatch: [], bBatch: [], aContract: [1], bContract: [0] } %3: f32[3,5] = messages(%2) { label: "space" } return %3 }',
  );
  expect(showCost(costOf(program))).toBe(
    [
      'primitive  times  operations  transcendental  read  written',
      'dot            1         120               0  128B      60B',
      'messages       1           0               0    0B       0B',
      'total          2         120               0  128B      60B',
      '',
      'messages space: 3',
      '2 equations, peak memory 188B',
    ].join('\n'),
  );
});

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1.00k'],
  [999_499, '999k'],
  [999_950, '1.00M'],
  [45_600_000, '45.6M'],
  [7e20, '700E'],
])('%d is shown as %s', (n, text) => {
  expect(showCount(n)).toBe(text);
});
