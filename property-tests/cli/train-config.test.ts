import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { type Layer, layerAt, over, valueAt } from '../../src/cli/json-config/layers.ts';
import { leavesOf } from '../../src/cli/json-config/outline.ts';
import {
  presetNames,
  presets,
  readConfigFile,
  resolveTrainConfig,
  showTrainConfig,
  trainConfigSchema,
} from '../../src/cli/train/config/index.ts';
import { inFolder } from './files.ts';
import { fileOf, layersOf, outerLeaves, refusalOf, resolved, soundSettings } from './train-config-support.ts';

describe('layers of settings', () => {
  const layers = layersOf(outerLeaves);
  const noObject = layersOf(outerLeaves.filter(({ outline }) => leavesOf(outline).length === 0));

  it('over is idempotent, and has {} as its unit', () => {
    fc.assert(
      fc.property(layers, (a) => {
        expect(over(a, a)).toEqual(a);
        expect(over({}, a)).toEqual(a);
        expect(over(a, {})).toEqual(a);
      }),
    );
  });

  it('over is associative but for objects over null', () => {
    fc.assert(
      fc.property(noObject, noObject, noObject, (a, b, c) => {
        expect(over(over(a, b), c)).toEqual(over(a, over(b, c)));
      }),
    );
    expect(over(over({ a: { b: 1 } }, { a: null }), { a: { c: 2 } })).toEqual({ a: { c: 2 } });
  });
});

/** Keys that no check binds to others, so that any values of them go together. */
const free = outerLeaves.filter(({ path }) =>
  /^(seed|save|start|log\.every|checkpoint\..*|evaluate\.(every|videos)|loss\..*|data\.(noneRate|canvas|order)|model\.(gather|edges|update|time|schedule|positional)|optimiser\.(beta1|epsilon|clipNorm))$/.test(
    path.join('.'),
  ),
);

describe('a configuration', () => {
  it('takes each key from the flags, else from the file, else from the preset, else from the defaults', () => {
    expect(free.length).toBeGreaterThan(20);
    fc.assert(
      fc.property(
        layersOf(free),
        layersOf(free),
        fc.constantFrom(...presetNames),
        (inFile, flags, preset) => {
          // The paper's preset has another optimiser, which reads other keys.
          fc.pre(preset !== 'paper' || valueAt(flags, ['optimiser']) === undefined);
          const config = resolved({ file: fileOf({ preset, ...inFile }), flags });
          const from: readonly Layer[] = [flags, inFile, { ...presets[preset].settings }, resolved({})];
          for (const { path } of free) {
            const said = from.map((layer) => valueAt(layer, path)).filter((value) => value !== undefined);
            const [first] = said;
            // An object may leave keys open, which lower layers fill in.
            if (path.join('.') === 'model.positional' && first !== null) {
              expect(valueAt(config, path)).toMatchObject(Object(first));
            } else {
              expect(valueAt(config, path)).toEqual(first);
            }
          }
        },
      ),
    );
  });

  it('is settled: filling in, showing and reading change nothing', () => {
    fc.assert(
      fc.property(soundSettings, (settings) => {
        const config = resolved({ file: fileOf(settings) });
        const text = showTrainConfig(config);
        expect(resolved({ file: { name: 'shown', text } })).toEqual(config);
        expect(JSON.parse(text)).toEqual(config);
        expect(trainConfigSchema.parse(config)).toEqual(config);
        expect(showTrainConfig(resolved({ file: { name: 'shown', text } }))).toBe(text);
      }),
    );
  });

  it('fills in an object that a lower layer has none of', () => {
    const flags = { model: { positional: { sigma: 2 } }, pretrain: { batch: 8 } };
    const config = resolved({ file: fileOf({ pretrain: null }), flags });
    expect(config.model.positional).toEqual({ size: 6, sigma: 2 });
    expect(config.pretrain).toEqual({ ...resolved({}).pretrain, batch: 8 });
    // null forgets what the preset had there.
    const paper = resolved({ file: fileOf({ preset: 'paper', pretrain: null }), flags });
    expect(paper.pretrain).toEqual(config.pretrain);
    expect(resolved({ preset: 'paper', flags }).pretrain).toMatchObject({ videos: 60_000, batch: 8 });
  });

  it('starts from the preset that the flags name, else the one named beside the file, else the file’s', () => {
    const file = fileOf({ preset: 'paper', batch: 4 });
    expect(resolved({ file })).toMatchObject({ preset: 'paper', batch: 4, videos: 600_000 });
    expect(resolved({ file, preset: 'overfit' })).toMatchObject({ batch: 4, videos: 6400 });
    expect(resolved({ file, preset: 'overfit', flags: { preset: 'tiny' } })).toMatchObject({
      preset: 'tiny',
      batch: 4,
      videos: 64,
    });
    expect(resolved({})).toEqual(resolved({ preset: 'small' }));
    expect(refusalOf({ preset: 'papper' })).toContain('did you mean "paper"?');
  });

  it.each(presetNames)('preset %s is sound, also as a file', (preset) => {
    expect(resolved({ preset })).toEqual(resolved({ file: fileOf({ preset }) }));
  });

  it('says what is wrong in one line, whatever the file holds', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.jsonValue().map((value) => JSON.stringify({ model: value, evaluate: { digits: value } })),
      fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value)),
      fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify({ curriculum: [value] })),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const config = resolveTrainConfig({ file: { name: 'run.json', text } });
        if (E.isRight(config)) return;
        expect(config.left).toMatch(/^run\.json: \S/);
        expect(config.left).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(config.left.length).toBeLessThan(1200);
      }),
    );
  });

  const unsound: readonly (readonly [string, string])[] = [
    ['', 'not sound JSON: expected a JSON value at character 0'],
    [
      '{\n  "batch": 1,\n  "batch": 2\n}',
      'not sound JSON: the key "batch" stands twice in one object, again before line 3, column 10',
    ],
    ['{\n  "batch": 1,\n}', 'not sound JSON: expected "\\"" at line 3, column 1'],
    ['[]', 'expected an object (preset, seed, backend, data, …), got []'],
    ['null', 'expected an object (preset, seed, backend, data, …), got null'],
    [
      '{"batch": 0, "videos": "x"}',
      'batch: expected a whole number from 1 to 65536, got 0; videos: expected a whole number ≥ 1, got "x"',
    ],
    ['{"batch": 1.5, "seed": -1}', 'seed: expected a whole number ≥ 0, got -1; batch: expected'],
    ['{"seed": 1e400}', 'seed: expected a whole number ≥ 0, got'],
    ['{"data": {"exact": "true"}}', 'data.exact: expected true or false, got "true"'],
    ['{"model": []}', 'model: expected an object (schedule, positional, scales, dim, …), got []'],
    ['{"evaluate": {"digits": [3, 11]}}', 'evaluate.digits.1: expected a whole number from 1 to 10, got 11'],
    [
      '{"curriculum": [{"videos": 5}]}',
      'curriculum.0.digits: missing, expected a whole number from 1 to 10, or a list',
    ],
  ];

  it.each(unsound)('is refused: %j', (text, said) => {
    expect(refusalOf({ file: { name: 'a file', text } })).toContain(`a file: ${said}`);
  });

  it('says which keys are wrong, the first few of many', () => {
    const many = { batch: 0, videos: 0, seed: 0.5, save: 1, log: 1, data: 2 };
    expect(refusalOf({ file: fileOf(many) })).toMatch(/^run\.json: [^;]*; [^;]*; [^;]*; [^;]*; and 2 more$/);
  });

  it('says unknown keys first: another may be missing for it', () => {
    expect(refusalOf({ file: fileOf({ batch: 0, curriculum: [{ video: 1, digits: 2 }] }) })).toMatch(
      /^run\.json: curriculum\.0\.video: unknown key; did you mean "curriculum\.0\.videos"\?; .*batch: /,
    );
  });

  it('does not take a flag for the file’s mistake', () => {
    const file = fileOf({ preset: 'overfit' });
    expect(refusalOf({ file, flags: { batch: 64 } })).toMatch(/^batch: expected at most the 32 videos/);
    expect(refusalOf({ file: fileOf({ preset: 'overfit', batch: 64 }) })).toMatch(/^run\.json: batch: /);
    // What the file has wrong a flag may mend.
    expect(resolved({ file: fileOf({ preset: 'overfit', batch: 64 }), flags: { batch: 8 } }).batch).toBe(8);
  });

  it('reads −0 as 0', () => {
    expect(resolved({ file: { name: 'x', text: '{"seed": -0}' } }).seed).toBe(0);
  });
});

describe('a file', () => {
  const said = async (path: string): Promise<string> => {
    const read = await readConfigFile(path)();
    return E.isLeft(read) ? read.left : 'nothing';
  };

  it('is read with or without a byte order mark', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'run.json');
      for (const mark of ['', '\ufeff']) {
        await writeFile(path, `${mark}{"batch": 3}`);
        const file = await readConfigFile(path)();
        expect(E.isRight(file) ? resolved({ file: file.right }).batch : file.left).toBe(3);
      }
    }));

  it('that is missing, a folder, or no text, is named', () =>
    inFolder(async (folder) => {
      const [missing, directory, bytes] = ['none', 'folder', 'bytes'].map((name) => join(folder, name));
      if (missing === undefined || directory === undefined || bytes === undefined) throw new Error();
      await mkdir(directory);
      await writeFile(bytes, Uint8Array.of(0x7b, 0xff, 0x7d));
      expect(await said(missing)).toBe(`${missing}: opening: no such file`);
      expect(await said(directory)).toContain(`${directory}: `);
      expect(await said(bytes)).toBe(`${bytes}: not UTF-8 text`);
    }));
});

it('layerAt and valueAt are inverse', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.jsonValue(), (path, value) => {
      expect(valueAt(layerAt(path, value), path)).toEqual(value);
    }),
  );
});
