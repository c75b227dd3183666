import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import { parseJson } from './json.ts';

describe('parseJson', () => {
  it('keeps numbers as they are written', () => {
    expect(rightOf(parseJson(' [1, -0.5e+3, true, null, "\\u00e9\\n😀\\ud83d\\ude00"] '))).toEqual({
      kind: 'array',
      items: [
        { kind: 'number', text: '1' },
        { kind: 'number', text: '-0.5e+3' },
        { kind: 'word', text: 'true' },
        { kind: 'word', text: 'null' },
        { kind: 'string', value: 'é\n😀😀' },
      ],
    });
  });

  it('keeps keys that are special in JavaScript', () => {
    const json = rightOf(parseJson('{"__proto__": 1, "constructor": 2}'));
    expect(json.kind === 'object' && [...json.entries.keys()]).toEqual(['__proto__', 'constructor']);
  });

  it.each([
    ['{"a":1,"a":2}', 'the key "a" stands twice'],
    ['"\\ud800"', 'half a surrogate pair'],
    ['"a\nb"', 'expected the rest of a string at character 2'],
    ['"\\x"', 'expected the rest of a string'],
    ['"abc', 'got the end'],
    ['01', 'expected the end at character 1'],
    ['[1,]', 'expected a JSON value at character 3'],
    ['{"a":1,}', 'expected "\\""'],
    ['', 'expected a JSON value at character 0, got the end'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'nesting deeper than 32'],
  ])('refuses %j', (text, message) => {
    expect(leftOf(parseJson(text))).toContain(message);
  });
});
