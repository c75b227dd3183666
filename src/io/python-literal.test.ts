import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../property-tests/io/support.ts';
import { parsePyLiteral } from './python-literal.ts';

describe('parsePyLiteral', () => {
  it('tells a tuple of one from a number in parentheses', () => {
    expect(rightOf(parsePyLiteral('(3,)'))).toEqual({ kind: 'tuple', items: [{ kind: 'int', text: '3' }] });
    expect(rightOf(parsePyLiteral('(3)'))).toEqual({ kind: 'int', text: '3' });
    expect(rightOf(parsePyLiteral('()'))).toEqual({ kind: 'tuple', items: [] });
  });

  it('reads nested lists, words and escaped quotes', () => {
    expect(rightOf(parsePyLiteral(`[('it\\'s', None), "a'b", True,]`))).toEqual({
      kind: 'list',
      items: [
        {
          kind: 'tuple',
          items: [
            { kind: 'string', value: "it's" },
            { kind: 'word', text: 'None' },
          ],
        },
        { kind: 'string', value: "a'b" },
        { kind: 'word', text: 'True' },
      ],
    });
  });

  it.each([
    ['{1: 2}', 'a quoted key'],
    [`{'a' 1}`, 'expected ":"'],
    [`{'a': 1 'b': 2}`, 'expected "," or "}"'],
    ['(1 2)', 'expected "," or ")"'],
    ['(,)', 'a Python literal'],
    ['1 + 1', 'expected the end at character 2'],
    [`'abc`, 'a Python literal'],
    ['('.repeat(1000), 'nesting deeper than 32'],
  ])('refuses %j', (text, message) => {
    expect(leftOf(parsePyLiteral(text))).toContain(message);
  });
});
