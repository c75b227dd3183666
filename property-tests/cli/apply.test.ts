import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply } from '../../src/cli/apply.ts';
import { backendNamed } from '../../src/cli/backends.ts';
import { explain } from '../../src/cli/failure.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { goldens } from '../rstg/golden.ts';
import { expectClose } from '../rstg/support.ts';
import {
  assembled,
  type Entry,
  fileOf,
  filesIn,
  goldenPath,
  inFolder,
  type Parts,
  partsOf,
} from './files.ts';

const backend = backendNamed('reference');

/** What `apply` says about a file: one line for people, or nothing when it ran. Leaves the output or nothing. */
const said = (bytes: Uint8Array, out = 'out.safetensors', stream = false): Promise<string | undefined> =>
  inFolder(async (folder) => {
    const model = join(folder, 'model.safetensors');
    await writeFile(model, bytes);
    try {
      await apply({ model, out: join(folder, out), backend, stream });
    } catch (error) {
      expect(await filesIn(folder)).toEqual(['model.safetensors']);
      const line = explain(error);
      if (line === undefined) throw error;
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(line.length).toBeLessThan(1200);
      return line.replaceAll(folder, '');
    }
    expect(await filesIn(folder)).toEqual(['model.safetensors', out]);
    return undefined;
  });

const refusal = async (bytes: Uint8Array, out?: string, stream?: boolean): Promise<string> =>
  (await said(bytes, out, stream)) ?? 'nothing: it was applied';

const small = partsOf(goldenPath('one-temp-sum'));
const whole = assembled(small);

describe.each(goldens)('golden $name', ({ name, output }) => {
  it.each([false, true])('is reproduced, stream: %s', async (stream) => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out.safetensors');
      await apply({ model: goldenPath(name), out, backend, stream });
      expect(await filesIn(folder)).toEqual(['out.safetensors']);
      const written = partsOf(out);
      expect(JSON.parse(written.config)).toEqual(JSON.parse(partsOf(goldenPath(name)).config));
      expect(Object.keys(written.entries)).toEqual(['output']);
      const data = new Float32Array(Uint8Array.from(written.data).buffer);
      expectClose(valueFrom(written.entries.output?.shape ?? [], data), output, 1e-5);
    });
  });
});

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
      await apply({ model, out: join(folder, 'out'), backend, stream: false });
      expect(await filesIn(folder)).toEqual(['model', 'out']);
    });
  });
});

describe('a configuration', () => {
  const config: Readonly<Record<string, unknown>> = JSON.parse(small.config);
  const withConfig = (changes: Readonly<Record<string, unknown>>): Uint8Array =>
    assembled({ ...small, config: JSON.stringify({ ...config, ...changes }) });

  it('must be there', async () => {
    const without = fileOf(JSON.stringify({ __metadata__: {}, ...small.entries }), small.data);
    expect(await refusal(without)).toContain('no configuration');
    expect(await refusal(fileOf(JSON.stringify(small.entries), small.data))).toContain('no configuration');
  });

  it.each(['', 'x', '{', 'null', '[]', '1', '"all-temp"', '{}'])(
    'must be a JSON object: %j',
    async (text) => {
      expect(await refusal(assembled({ ...small, config: text }))).toContain('bad configuration');
    },
  );

  it('must have every key', async () => {
    for (const key of Object.keys(config))
      expect(await refusal(withConfig({ [key]: undefined }))).toContain(key);
  });

  const bad: readonly (readonly [string, unknown, string])[] = [
    ['bogus', 1, 'bogus'],
    ['schedule', 'all_temp', 'schedule'],
    ['gather', 'max', 'gather'],
    ['edges', null, 'edges'],
    ['update', 'Shared', 'update'],
    ['readout', ['vec'], 'readout'],
    ['time', '', 'time'],
    ['scales', [], 'scales'],
    ['scales', [1, 1], 'distinct'],
    ['scales', [0], 'scales'],
    ['scales', [1.5], 'scales'],
    ['scales', ['1'], 'scales'],
    ['scales', [100_000], 'nodes'],
    ['scales', Array.from({ length: 30 }, (_, i) => i + 1), 'nodes'],
    ['scales', Array.from({ length: 30 }, () => 1.5), 'and 26 more'],
    ['dim', -1, 'dim'],
    ['dim', '4', 'dim'],
    ['frames', 0, 'frames'],
    ['frames', 2 ** 53, 'frames'],
    ['height', 1e300, 'height'],
    ['width', null, 'width'],
    ['channels', 0.5, 'channels'],
    ['iterations', 0, 'iterations'],
    ['iterations', 1_000_000_000, 'iterations'],
    ['positional', {}, 'positional'],
    ['positional', { size: 1e9, sigma: 1 }, 'positional.size'],
    ['positional', { size: 2, sigma: 0 }, 'positional.sigma'],
    ['positional', { size: 2, sigma: -1, more: 1 }, 'positional'],
    ['positional', 6, 'positional'],
  ];

  it.each(bad)('is refused with %s: %j', async (key, x, named) => {
    const said = await refusal(withConfig({ [key]: x }));
    expect(said).toContain('bad configuration');
    expect(said).toContain(named);
  });

  it('that is sound but not of these tensors is refused, not run', async () => {
    expect(await refusal(withConfig({ schedule: 'all-temp' }))).toContain(
      'missing parameter: params.time.inner',
    );
    expect(await refusal(withConfig({ dim: 977 }))).toMatch(/has shape|missing/);
    expect(await refusal(withConfig({ frames: 977 }))).toContain('features has shape');
  });
});

describe('the output', () => {
  it.each(['missing/out', 'model.safetensors/out', `${'x'.repeat(300)}`])(
    'that can not be written to %j leaves nothing',
    async (out) => {
      for (const stream of [false, true]) await refusal(whole, out, stream);
    },
  );

  it('that would replace a folder leaves the folder, and nothing beside it', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out');
      await mkdir(join(out, 'full'), { recursive: true });
      const model = goldenPath('one-temp-sum');
      await expect(apply({ model, out, backend, stream: false })).rejects.toThrow('writing');
      expect(await filesIn(folder)).toEqual(['out']);
    });
  });

  it('is not touched when the model is bad', async () => {
    await inFolder(async (folder) => {
      const [model, out] = [join(folder, 'model'), join(folder, 'out')];
      await writeFile(model, whole.subarray(0, 100));
      await writeFile(out, 'kept');
      await expect(apply({ model, out, backend, stream: false })).rejects.toThrow();
      expect(await filesIn(folder)).toEqual(['model', 'out']);
    });
  });

  it('of a model that is not there, or is a folder, is not made', async () => {
    await inFolder(async (folder) => {
      for (const model of [join(folder, 'none'), folder]) {
        const error: unknown = await apply({ model, out: join(folder, 'out'), backend, stream: false }).catch(
          (e: unknown) => e,
        );
        expect(explain(error)).toContain(model);
      }
      expect(await filesIn(folder)).toEqual([]);
    });
  });
});
