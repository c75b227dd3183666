import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { leftOf, safetensorsWith } from '../../property-tests/io/support.ts';
import { renderIoError } from './error.ts';
import { parseSafetensors, tensorOf } from './safetensors.ts';

describe('parseSafetensors refuses', () => {
  const one = (dtype: string, shape: string, offsets: string) =>
    `{"t":{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}}`;
  const two = (a: string, b: string) =>
    `{"a":{"dtype":"U8","shape":[2],"data_offsets":${a}},"b":{"dtype":"U8","shape":[2],"data_offsets":${b}}}`;
  const invalidUtf8 = Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d);

  it.each([
    ['an empty file', new Uint8Array(0), 'Truncated', 'expected at least 8 bytes, the file has 0'],
    ['seven bytes', new Uint8Array(7), 'Truncated', 'at least 8 bytes'],
    [
      'a header cut short',
      safetensorsWith('{}', 0, 3n),
      'Truncated',
      'promise a header of 3 bytes, 2 follow',
    ],
    ['a header over the cap', safetensorsWith('{}', 0, 100_000_001n), 'BadHeader', 'at most 100000000 bytes'],
    ['an absurd length', safetensorsWith('{}', 0, 2n ** 64n - 1n), 'BadHeader', 'say 18446744073709551615'],
    ['invalid UTF-8', safetensorsWith(invalidUtf8), 'BadHeader', 'not valid UTF-8'],
    ['a byte order mark', safetensorsWith('\ufeff{}'), 'BadHeader', 'must start with "{"'],
    ['leading space', safetensorsWith(' {}'), 'BadHeader', 'must start with "{", it starts with " {}"'],
    ['an array', safetensorsWith('[]'), 'BadHeader', 'must start with "{"'],
    ['no header at all', safetensorsWith(''), 'BadHeader', 'must start with "{"'],
    ['invalid JSON', safetensorsWith('{"a":}'), 'BadHeader', 'expected a JSON value at character 5, got "}"'],
    ['two values', safetensorsWith('{} {}'), 'BadHeader', 'expected the end at character 3'],
    ['duplicate tensors', safetensorsWith(`{"a":{},"a":{}}`), 'BadHeader', 'the key "a" stands twice'],
    ['escaped duplicates', safetensorsWith(`{"a":{},"\\u0061":{}}`), 'BadHeader', 'the key "a" stands twice'],
    [
      'duplicate metadata',
      safetensorsWith(`{"__metadata__":{"k":"","k":""}}`),
      'BadHeader',
      '"k" stands twice',
    ],
    [
      'metadata of numbers',
      safetensorsWith(`{"__metadata__":{"k":1}}`),
      'BadHeader',
      '"k" must be a string, got 1',
    ],
    [
      'metadata no object',
      safetensorsWith(`{"__metadata__":null}`),
      'BadHeader',
      'must be an object, got null',
    ],
    ['a tensor no object', safetensorsWith('{"t":3}'), 'BadTensor', 'expected an object, got 3'],
    ['no dtype', safetensorsWith('{"t":{}}'), 'BadTensor', '"dtype" must be a string, got nothing'],
    [
      'an unknown dtype',
      safetensorsWith(one('"F8_E4M3"', '[1]', '[0,1]'), 1),
      'Unsupported',
      'got "F8_E4M3"',
    ],
    ['a negative size', safetensorsWith(one('"U8"', '[-1]', '[0,1]'), 1), 'BadTensor', 'got [-1]'],
    ['a fractional size', safetensorsWith(one('"U8"', '[1.0]', '[0,1]'), 1), 'BadTensor', 'got [1.0]'],
    ['a shape no list', safetensorsWith(one('"U8"', '"1"', '[0,1]'), 1), 'BadTensor', 'got "1"'],
    [
      'a size beyond 2^53',
      safetensorsWith(one('"U8"', '[9007199254740993]', '[0,1]'), 1),
      'BadTensor',
      '2^53',
    ],
    [
      'an overflowing shape',
      safetensorsWith(one('"F64"', '[9007199254740991,9]', '[0,1]'), 1),
      'BadTensor',
      'more than 2^53',
    ],
    [
      '2^40 elements',
      safetensorsWith(one('"F32"', '[1099511627776]', '[0,4398046511104]'), 4),
      'Truncated',
      'the file has',
    ],
    ['negative offsets', safetensorsWith(one('"U8"', '[1]', '[-1,0]'), 1), 'BadTensor', 'got [-1, 0]'],
    ['exponents', safetensorsWith(one('"U8"', '[1]', '[0,1e0]'), 1), 'BadTensor', 'got [0, 1e0]'],
    ['offsets reversed', safetensorsWith(one('"U8"', '[1]', '[1,0]'), 1), 'BadTensor', 'begin ≤ end'],
    ['three offsets', safetensorsWith(one('"U8"', '[1]', '[0,1,2]'), 1), 'BadTensor', 'two integers'],
    [
      'offsets beyond 2^53',
      safetensorsWith(one('"U8"', '[1]', '[0,1e400]'), 1),
      'BadTensor',
      'got [0, 1e400]',
    ],
    [
      'size ≠ shape',
      safetensorsWith(one('"F32"', '[3]', '[0,8]'), 8),
      'BadTensor',
      'hold 8 bytes, but F32 [3] takes 12',
    ],
    ['overlap', safetensorsWith(two('[0,2]', '[1,3]'), 3), 'BadLayout', 'overlap: tensor "b"'],
    ['the same bytes twice', safetensorsWith(two('[0,2]', '[0,2]'), 2), 'BadLayout', 'overlap'],
    ['a hole', safetensorsWith(two('[0,2]', '[3,5]'), 5), 'BadLayout', 'hole: tensor "b"'],
    ['a hole at the start', safetensorsWith(two('[1,3]', '[3,5]'), 5), 'BadLayout', 'the header ends at'],
    ['data cut short', safetensorsWith(two('[0,2]', '[2,4]'), 3), 'Truncated', 'tensor "b" takes bytes'],
    ['bytes left over', safetensorsWith(two('[0,2]', '[2,4]'), 5), 'BadLayout', 'bytes left over'],
    [
      'bytes without tensors',
      safetensorsWith('{}', 1),
      'BadLayout',
      'the header ends at byte 10, the file has 11',
    ],
    ['deep nesting', safetensorsWith(`{"a":${'['.repeat(100_000)}`), 'BadHeader', 'nesting deeper than 32'],
  ])('%s', (_, bytes, tag, message) => {
    const error = leftOf(parseSafetensors(bytes));
    expect(error._tag).toBe(tag);
    expect(error.message).toContain(message);
    expect(renderIoError(error)).not.toMatch(/[\n\r]/);
  });

  it('a boolean that is neither 0 nor 1, when it is decoded', () => {
    const bytes = safetensorsWith('{"m":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}', 2);
    bytes[bytes.length - 1] = 2;
    const error = leftOf(
      E.flatMap((file: Parameters<typeof tensorOf>[0]) => tensorOf(file, 'm'))(parseSafetensors(bytes)),
    );
    expect(error).toMatchObject({ _tag: 'BadTensor', tensor: 'm' });
    expect(error.message).toContain('element 1 is 2');
  });
});
