import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import type { Program } from '../../tensor/program.ts';
import { parseProgram, showProgram, toDot, toMermaid } from './index.ts';

const listing = `program(%0: f32[2,3], %1: f32[3,5]) {
  @ model / dense
  %2: f32[2,5] = dot(%0, %1) { aBatch: [], bBatch: [], aContract: [1], bContract: [0] }
  %3: f32[5] = constant() { value: f32[5]{0.1, -0, nan, -inf, nan:0x7f800001} }
  @ model / "loop over time"
  %4: f32[2,5], %5: f32[4] = scan(%3, %2) { length: 4, consts: 1, carries: 1, reverse: false, body: program(%0: f32[5], %1: f32[2,5]) {
    %2: f32[] = reduce(%0) { op: max, axes: [0] }
    @ model / "loop over time" / step
    %3: f32[2,5] = unary(%1) { op: tanh }
    return %3, %2
  } }
  @
  %6: f32[4] = select(%5, %5, %5)
  return %4, %6
}`;

const read = (text: string): Program => {
  const result = parseProgram(text);
  if (E.isLeft(result)) throw new Error(result.left.message);
  return result.right;
};

const error = (text: string): string => {
  const result = parseProgram(text);
  return E.isLeft(result) ? result.left.message : 'none';
};

describe('showProgram', () => {
  it('prints what was read', () => {
    expect(showProgram(read(listing))).toBe(listing);
    expect(showProgram(read('program() { return }'))).toBe('program() {\n  return\n}');
  });

  it('leaves out large constants on request', () => {
    const program = read(
      'program() { %0: i32[9] = constant() { value: i32[9]{1,2,3,4,5,6,7,8,9} } return %0 }',
    );
    const short = showProgram(program, { constants: 'elide' });
    expect(short).toContain('value: i32[9]{…}');
    expect(error(short)).toBe(
      'line 2, column 43: expected a constant\'s elements; got an elided constant: print with constants: "full" to parse the listing',
    );
  });
});

describe('parseProgram', () => {
  it('reads paths, for each equation', () => {
    expect(read(listing).equations.map((e) => e.path.join('/'))).toEqual([
      'model/dense',
      'model/dense',
      'model/loop over time',
      '',
    ]);
  });

  it.each([
    ['', 'line 1, column 1: expected "program"; got the end of the text'],
    ['program(%1: f32[2]) { return %1 }', 'line 1, column 9: expected %0, the next value; got %1'],
    ['program(%0: f32[2]) { return %1 }', 'line 1, column 30: expected a value before %1; got %1'],
    ['program(%0: f64[2]) { return %0 }', 'line 1, column 13: expected a dtype (f32, i32, bool); got "f64"'],
    ['program(%0: f32[-2]) { return %0 }', 'line 1, column 17: expected a whole number ≥ 0; got "-2"'],
    [
      'program(%0: f32[2]) {\n  %1: f32[2] = unary(%0) { op: ex }\n}',
      /^line 2, column 32: expected a unary op \(neg, .*\); got "ex"$/,
    ],
    [
      'program(%0: f32[2]) {\n  %1: f32[2] = unary(%0)\n  return %1 }',
      'line 3, column 3: expected "{" and the parameters op; got "return"',
    ],
    [
      'program() { %0: f32[2] = constant() { value: f32[2]{1} } return }',
      'line 1, column 54: expected 2 elements, as f32[2] says; got 1',
    ],
    [
      'program() { %0: bool[1] = constant() { value: bool[1]{256} } return }',
      'line 1, column 55: expected an element of bool; got "256"',
    ],
    ['program() { return } x', 'line 1, column 22: expected the end of the text; got "x"'],
  ])('%j is an error', (text, message) => {
    expect(error(text)).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  it('does not overflow on deep nesting', () => {
    const scan = '%0: f32[] = scan() { length: 1, consts: 0, carries: 0, reverse: false, body: program() { ';
    expect(error(`program() { ${scan.repeat(10_000)}`)).toMatch(/nested at most 100 deep/);
  });
});

it('toMermaid draws bodies as subgraphs', () => {
  expect(
    toMermaid(read('program(%0: f32[2]) { %1: f32[2] = messages(%0) { label: "a \\"b\\"" } return %1 }')),
  ).toBe(
    [
      'flowchart TD',
      '  p_in0(["%0<br>f32[2]"])',
      '  p_0["messages<br>label: #34;a #92;#34;b#92;#34;#34;"]',
      '  p_return(["return"])',
      '  p_in0 -->|"f32[2]"| p_0',
      '  p_0 -->|"f32[2]"| p_return',
    ].join('\n'),
  );
  expect(toMermaid(read(listing))).toContain('subgraph p_2_body["body of the scan × 4"]');
});

it('toDot draws bodies as clusters', () => {
  expect(toDot(read(listing))).toContain('subgraph cluster_p_2_body {');
});
