import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../../src/cli/apply.ts';
import { assembled, type Entry, filesIn, inFolder, type Parts } from './files.ts';

import { backend, refusal, small } from './saying.ts';

/** The small golden file with one entry changed, or left out. */
const changed = (
  name: string,
  change: (entry: Entry) => Entry | undefined,
  extra: Parts['entries'] = {},
): Uint8Array => {
  const entries = Object.entries(small.entries).flatMap(([key, entry]) => {
    const next = key === name ? change(entry) : entry;
    return next === undefined ? [] : [[key, next] as const];
  });
  return assembled({ ...small, entries: { ...Object.fromEntries(entries), ...extra } });
};

const bias = 'params.send.0.bias';
const shift =
  (from: number, to: number) =>
  (entry: Entry): Entry => ({
    ...entry,
    data_offsets: [entry.data_offsets[0] + from, entry.data_offsets[1] + to],
  });
const empty = { dtype: 'F32', shape: [0], data_offsets: [small.data.length, small.data.length] } as const;

describe('tensors that do not fit', () => {
  const cases: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['shifted', changed(bias, shift(4, 4)), /overlap|hole/],
    ['longer than its shape', changed(bias, shift(0, 4)), /send\.0\.bias.*hold \d+ bytes/],
    [
      'backwards',
      changed(bias, ({ data_offsets: [a, b], ...rest }) => ({ ...rest, data_offsets: [b, a] })),
      /data_offsets/,
    ],
    [
      'negative offsets',
      changed(bias, ({ data_offsets: [a, b], ...rest }) => ({ ...rest, data_offsets: [-b, -a] })),
      /data_offsets/,
    ],
    [
      'huge offsets',
      changed(bias, ({ data_offsets: _, ...rest }) => ({ ...rest, data_offsets: [0, 2 ** 53] })),
      /data_offsets/,
    ],
    [
      'overlapping another',
      changed(bias, (e) => ({ ...e, data_offsets: [0, e.data_offsets[1] - e.data_offsets[0]] })),
      /overlap/,
    ],
    ['a huge shape', changed(bias, (e) => ({ ...e, shape: [2 ** 30, 2 ** 30, 2 ** 30] })), /takes more than/],
    ['of dtype I32', changed(bias, (e) => ({ ...e, dtype: 'I32' })), /send\.0\.bias is I32, expected F32/],
    [
      'of dtype F64',
      changed(bias, (e) => ({ ...e, dtype: 'F64', shape: [(e.shape[0] ?? 0) / 2] })),
      /is F64, expected F32|hold/,
    ],
    ['of an unknown dtype', changed(bias, (e) => ({ ...e, dtype: 'F8' })), /must be one of/],
    [
      'of another shape',
      changed(bias, (e) => ({ ...e, shape: [...e.shape, 1] })),
      /has shape \[\d+, 1\], expected \[\d+\]/,
    ],
    [
      'with a parameter nobody asks for',
      changed(bias, (e) => e, { 'params.bogus': empty }),
      /no parameter.*params\.bogus/,
    ],
    [
      'a name that would break the line',
      changed(bias, (e) => e, { 'params.a\n\u001b[31mb\u2028c': empty }),
      /no parameter.*params\.a/,
    ],
  ];

  it.each(cases)('are refused: %s', async (_, bytes, message) => {
    expect(await refusal(bytes)).toMatch(message);
  });

  it('are refused when one is missing, whichever', async () => {
    const needed = Object.keys(small.entries).filter(
      (name) => name === 'features' || name.startsWith('params.'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...needed), async (name) => {
        const renamed = Object.entries(small.entries).map(
          ([key, entry]) => [key === name ? 'spare' : key, entry] as const,
        );
        expect(await refusal(assembled({ ...small, entries: Object.fromEntries(renamed) }))).toMatch(
          /missing (tensor|parameter)/,
        );
      }),
    );
  });

  it('are left alone when nobody asks for them: gradients, outputs, anything', async () => {
    await inFolder(async (folder) => {
      const model = join(folder, 'model');
      await writeFile(
        model,
        changed(bias, (e) => e, { spare: empty, 'grad.bogus': { ...empty, dtype: 'I64' } }),
      );
      await apply({ model, out: join(folder, 'out'), backend, stream: false, grad: false });
      expect(await filesIn(folder)).toEqual(['model', 'out']);
    });
  });
});
