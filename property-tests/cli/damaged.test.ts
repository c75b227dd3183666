import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileOf } from './files.ts';

import { refusal, said, small, whole } from './saying.ts';

describe('a damaged file', () => {
  it('is refused wherever it is cut short', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), async (length) => {
        expect(await refusal(whole.subarray(0, length))).toMatch(
          /expected at least 8 bytes|promise a header|takes bytes/,
        );
      }),
    );
  });

  it('is refused with bytes left over', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 20 }), async (extra) => {
        expect(await refusal(Buffer.concat([whole, extra]))).toContain('left over');
      }),
    );
  });

  it('never crashes, whatever byte of its header is another', async () => {
    const header = whole.length - small.data.length;
    await fc.assert(
      fc.asyncProperty(fc.nat(header - 1), fc.nat(255), async (at, byte) => {
        fc.pre(whole[at] !== byte);
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        // It may well run: the name of a tensor that nobody asks for, or a number of the configuration.
        expect((await said(changed)) ?? '/model').toMatch(/^\/model/);
      }),
    );
  });

  const lengths = [2n ** 64n - 1n, 2n ** 63n, 2n ** 53n, 100_000_001n, BigInt(whole.length), 0n, 1n];
  it.each(lengths)('is refused with a header said to be %s bytes long', async (length) => {
    expect(await refusal(fileOf('{}', small.data, length))).toMatch(/header/);
  });

  it.each([
    '',
    'null',
    '[]',
    '"x"',
    '{',
    '{}}',
    '{"a":1',
    '\u0000',
    '{"a":{}}',
    ' {}',
    '{"__metadata__":{"config":1}}',
  ])('is refused with the header %j', async (header) => {
    expect(await refusal(fileOf(header, small.data))).toMatch(/header|tensor "a"|metadata/);
  });
});
