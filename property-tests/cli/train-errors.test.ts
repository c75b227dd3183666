/** What can be wrong with a run's folder and with what is asked of it: one clear line each, and nothing is lost. */
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Layer, over } from '../../src/cli/json-config/layers.ts';
import { openRunLog } from '../../src/cli/log/index.ts';
import { checkpointsIn, newestWhole } from '../../src/cli/train/checkpoints.ts';
import { showTrainConfig } from '../../src/cli/train/config/index.ts';
import { startOf } from '../../src/cli/train/task.ts';
import { readSafetensorsFile, writeSafetensorsFile } from '../../src/io/node.ts';
import { blockMnist } from '../data/support.ts';
import { rightOf } from '../io/support.ts';
import { filesIn, goldenPath, inFolder } from './files.ts';
import { expectRefusal } from './process.ts';
import { logOf } from './train-process.ts';
import {
  afterSteps,
  command,
  configWith,
  lasting,
  memoryLog,
  newestIn,
  smallest,
  trained,
  writeMnist,
} from './train-support.ts';

let home: string;
/** The folder of a run that was interrupted: checkpoints of steps 6 and 8. */
let run: string;
let mnist: string;

const older = 'checkpoint-000000006';
const newer = 'checkpoint-000000008';

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-errors-'));
  mnist = await writeMnist(join(home, 'mnist'));
  run = join(home, 'run');
  await mkdir(run);
  await writeFile(join(run, 'config.json'), showTrainConfig(configWith()));
  const log = rightOf(await openRunLog(run)());
  await trained(run, configWith(), { log, interrupted: afterSteps(8) });
  expect(await filesIn(run)).toEqual([
    `${older}.json`,
    `${older}.safetensors`,
    `${newer}.json`,
    `${newer}.safetensors`,
    'config.json',
    'log.jsonl',
  ]);
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

/** Everything in a folder. */
const contentOf = async (folder: string): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(
      (await filesIn(folder)).map(
        async (file) => [file, (await readFile(join(folder, file))).toString('base64')] as const,
      ),
    ),
  );

/** Runs `f` on a copy of the run. */
const onCopy = <A>(f: (folder: string) => Promise<A>): Promise<A> =>
  inFolder(async (parent) => {
    const folder = join(parent, 'run');
    await cp(run, folder, { recursive: true });
    return f(folder);
  });

const settings = (other: Layer = {}): Promise<string> => {
  const file = join(home, 'settings.json');
  return writeFile(file, JSON.stringify(over(smallest, other))).then(() => file);
};

/** `--resume` refuses, in one line, and the folder is as it was. */
const expectNoWayOn = async (folder: string, message: RegExp, ...flags: readonly string[]): Promise<void> => {
  const before = await contentOf(folder);
  expectRefusal(await command('train', '--resume', folder, '--mnist', mnist, ...flags), message);
  expect(await contentOf(folder)).toEqual(before);
};

describe('a new run is refused, and leaves nothing,', () => {
  const refused = async (message: RegExp, out: string, ...flags: readonly string[]): Promise<void> =>
    expectRefusal(await command('train', '--out', out, ...flags), message);

  it.each([['config.json'], ['log.jsonl'], [`${older}.json`], [`${older}.safetensors`]])(
    'where a run has left its %s',
    (file) =>
      inFolder(async (folder) => {
        await writeFile(join(folder, file), 'something');
        await refused(/holds a run already: .*--resume .*--out/, folder, await settings(), '--mnist', mnist);
        expect(await contentOf(folder)).toEqual(
          new Map([[file, Buffer.from('something').toString('base64')]]),
        );
      }),
  );

  it('in a folder that can not be made', async () => {
    await refused(
      /^thwc: \/dev\/null\/run can not be made: /,
      '/dev/null/run',
      await settings(),
      '--mnist',
      mnist,
    );
  });

  it.skipIf(process.getuid?.() === 0)('in a folder that can not be written to', () =>
    inFolder(async (folder) => {
      await chmod(folder, 0o555);
      await refused(/config\.json: writing: EACCES/, folder, await settings(), '--mnist', mnist);
      expect(await filesIn(folder)).toEqual([]);
    }),
  );

  it.each([
    ['missing', /train-images-idx3-ubyte: opening: no such file/],
    ['settings.json', /settings\.json/],
    ['run', /run\/train-images-idx3-ubyte: opening: no such file/],
  ])('without MNIST: %s', async (name, message) => {
    const file = await settings();
    await refused(message, join(home, 'none'), file, '--mnist', join(home, name));
    expect(await filesIn(home)).not.toContain('none');
  });

  it('with MNIST that is broken', () =>
    inFolder(async (folder) => {
      await writeMnist(folder);
      const images = join(folder, 't10k-images-idx3-ubyte');
      await writeFile(images, (await readFile(images)).subarray(0, 100));
      await refused(/t10k-images-idx3-ubyte: /, join(home, 'none'), await settings(), '--mnist', folder);
      expect(await filesIn(home)).not.toContain('none');
    }));

  it('unless its settings are only to be shown', async () => {
    const shown = await command('train', await settings(), '--out', run, '--show-config');
    expect(shown).toEqual({ code: 0, stdout: showTrainConfig(configWith()), stderr: '' });
  });
});

describe('--start refuses, and leaves nothing,', () => {
  const refused = async (start: string, message: RegExp, other: Layer = {}): Promise<void> => {
    const outcome = await command(
      'train',
      await settings(other),
      ...['--start', start, '--out', join(home, 'none'), '--mnist', mnist],
    );
    expectRefusal(outcome, message);
    expect(outcome.stderr).toContain(start);
    expect(await filesIn(home)).not.toContain('none');
  };
  const tensors = () => join(run, `${newer}.safetensors`);

  it('parameters of another width', () =>
    refused(
      tensors(),
      /does not fit the configuration: params\.rstg\.project\.weight is f32\[2,3\], expected f32\[2,4\]/,
      { model: { dim: 4 } },
    ));
  it('parameters that lack some', () =>
    refused(tensors(), /does not fit the configuration: missing: params\.rstg\.update\.scale1\.0\.weight/, {
      model: { update: 'scalewise' },
    }));
  it('parameters that have others', () =>
    refused(tensors(), /does not fit the configuration: unknown: params\.rstg\.time\.inner\./, {
      model: { schedule: 'one-temp' },
    }));
  it('another kind of label', () =>
    refused(tensors(), /params\.classifier\.\w+ is f32\[.*46\], expected f32\[.*10\]/, {
      data: { digits: 1 },
      curriculum: [],
      evaluate: { digits: [1] },
    }));
  it('a checkpoint of the pre-training of another backbone', () =>
    inFolder(async (folder) => {
      const { checkpoint } = await trained(folder, configWith(), { interrupted: afterSteps(1) });
      await refused(
        checkpoint,
        /does not fit the configuration: params\.backbone\.\S+ is f32\[.*expected f32\[/,
        {
          backbone: { filters: [2, 2] },
        },
      );
    }));
  it('what is no checkpoint', async () => {
    await refused(goldenPath('homogeneous'), /no checkpoint of thwc train/);
    await refused(join(run, 'log.jsonl'), /log\.jsonl: /);
    await refused(join(run, 'config.json'), /config\.json: not the description of a checkpoint/);
    await refused(join(run, 'none.safetensors'), /opening: no such file/);
    await refused(home, /holds no checkpoint/);
  });
  it('a checkpoint cut short', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'cut.safetensors');
      await writeFile(file, (await readFile(tensors())).subarray(0, -1));
      await refused(file, /cut\.safetensors: /);
    }));
});

describe('--start', () => {
  it.each(['checkpoint', 'JSON', 'folder'])(
    'begins with exactly the parameters of the %s, for more digits too',
    (form) =>
      inFolder(async (folder) => {
        const path = { checkpoint: `${run}/${newer}.safetensors`, JSON: `${run}/${newer}.json`, folder: run };
        const start = path[form === 'JSON' || form === 'folder' ? form : 'checkpoint'];
        const other = { data: { digits: 5 }, curriculum: [], evaluate: { digits: [3, 5] }, start };
        const config = configWith(other);
        const given = await startOf({ folder, config, from: undefined });
        await trained(folder, config, { start: given, interrupted: afterSteps(0) });
        const [begun, before] = [await newestIn(folder), await newestIn(run)];
        const params = (all: typeof begun.named) => [...all].filter(([name]) => name.startsWith('params.'));
        expect(params(begun.named)).toEqual(params(before.named));
        expect(params(begun.named).length).toBeGreaterThan(10);
        // There is no pre-training, and the optimiser begins anew.
        expect(begun.position).toMatchObject({ phase: 'train', step: 0, videos: 0 });
        const moments = [...begun.named].filter(([name]) => /^optimiser\..*(first|second)\./.test(name));
        expect(moments.length).toBe(2 * params(begun.named).length);
        expect(moments.every(([, { data }]) => data.every((x) => x === 0))).toBe(true);
      }),
  );
});

describe('--resume refuses, and changes nothing,', () => {
  it('where there is no run', async () => {
    const missing = join(home, 'missing');
    const said = async (folder: string): Promise<void> =>
      expectRefusal(
        await command('train', '--resume', folder, '--mnist', mnist),
        /^thwc: \S+ holds no run to go on with: \S+config\.json: opening: /,
      );
    await said(missing);
    await said(join(run, 'log.jsonl'));
    await inFolder(said);
    expect(await filesIn(home)).not.toContain('missing');
  });

  it('another folder to write to', () => expectNoWayOn(run, /leave --out out/, '--out', join(home, 'other')));

  it.each([
    [['--batch', '3'], /other settings of batch:/],
    [
      ['--model.dim', '4', '--rate.value', '1', '--seed', '7'],
      /other settings of seed, model\.dim, rate\.value:/,
    ],
    [['--videos', '8'], /other settings of videos:/],
    [['--pretrain', 'null'], /other settings of pretrain/],
    [['--data.fixed', '4'], /other settings of data\.fixed:/],
  ])('settings that change the numbers: %j', (flags, message) => expectNoWayOn(run, message, ...flags));

  it('a config.json that is not what its checkpoint was trained with', () =>
    onCopy(async (folder) => {
      await writeFile(
        join(folder, 'config.json'),
        showTrainConfig(configWith({ model: { gather: 'dot' }, seed: 1 })),
      );
      await expectNoWayOn(folder, /config\.json does not say what .*it differs in seed, model\.gather\n$/);
    }));

  it('a config.json that is none', () =>
    onCopy(async (folder) => {
      await writeFile(join(folder, 'config.json'), '{ "batch": 2');
      await expectNoWayOn(folder, /config\.json: not sound JSON/);
    }));

  it('a log that is none', () =>
    onCopy(async (folder) => {
      await writeFile(join(folder, 'log.jsonl'), 'nothing\n');
      await expectNoWayOn(folder, /log\.jsonl:1: not JSON/);
      // Nor is it written behind where there is no checkpoint.
      for (const name of [older, newer])
        for (const ending of ['json', 'safetensors']) await rm(join(folder, `${name}.${ending}`));
      const outcome = await command('train', '--resume', folder, '--mnist', mnist);
      expect(outcome).toMatchObject({ code: 2, stdout: '' });
      expect(outcome.stderr).toMatch(/begins anew\nthwc: \S+log\.jsonl:1: not JSON\n$/);
      expect(await readFile(join(folder, 'log.jsonl'), 'utf8')).toBe('nothing\n');
    }));

  it('other digits than it was trained on', () =>
    inFolder(async (folder) => {
      const other = await writeMnist(folder, { train: blockMnist.test, test: blockMnist.train });
      await expectNoWayOn(
        run,
        /was trained on other digits: give the same MNIST, by --mnist/,
        '--mnist',
        other,
      );
    }));

  it('MNIST that is not there', () => expectNoWayOn(run, /no such file/, '--mnist', home));
});

/** Ways to break a file. */
const damages = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), bit: fc.nat({ max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat() }),
  fc.constant({ kind: 'gone' as const }),
);

const damage = async (
  path: string,
  how: typeof damages extends fc.Arbitrary<infer D> ? D : never,
): Promise<void> => {
  const bytes = await readFile(path);
  if (how.kind === 'gone') return rm(path);
  const at = how.at % bytes.length;
  if (how.kind === 'flip') bytes[at] = (bytes[at] ?? 0) ^ (1 << how.bit);
  return writeFile(path, how.kind === 'cut' ? bytes.subarray(0, at) : bytes);
};

/** A number of the JSON, or a space of its layout: the latter says nothing. */
const isLayout = (before: string, after: string): boolean => {
  const read = E.tryCatch(() => [JSON.parse(before), JSON.parse(after)], String);
  return E.isRight(read) && JSON.stringify(read.right[0]) === JSON.stringify(read.right[1]);
};

const quietly = async <A>(f: () => Promise<A>): Promise<readonly [A, string]> => {
  let said = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    said += String(part);
    return true;
  });
  try {
    return [await f(), said];
  } finally {
    spy.mockRestore();
  }
};

describe('a broken checkpoint', () => {
  it('is noticed, whatever broke, said, and the one before is used', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('json', 'safetensors'), damages, (ending, how) =>
        onCopy(async (folder) => {
          const path = join(folder, `${newer}.${ending}`);
          // Without its JSON it was never there.
          fc.pre(ending !== 'json' || how.kind !== 'gone');
          const before = await readFile(path, 'utf8');
          await damage(path, how);
          const [from, said] = await quietly(() => newestWhole(folder));
          if (ending === 'json' && isLayout(before, await readFile(path, 'utf8'))) {
            expect([from?.position.step, said]).toEqual([8, '']);
          } else {
            expect(from?.file).toBe(join(folder, `${older}.safetensors`));
            expect(said).toMatch(/^thwc: passed over [^\n]*; [^\n]* is used\n$/);
            expect(said).toContain(`${newer}.`);
          }
        }),
      ),
    );
  });

  it('is passed over by --resume, which ends in the same bits', () =>
    onCopy(async (folder) => {
      await damage(join(folder, `${newer}.safetensors`), { kind: 'flip', at: 5000, bit: 3 });
      const outcome = await command('train', '--resume', folder, '--mnist', mnist);
      expect(outcome.code).toBe(0);
      expect(outcome.stderr).toMatch(
        /^thwc: passed over .*-000000008.*SHA-256 differs.*-000000006.*is used\n$/,
      );
      const calm = join(folder, '..', 'calm');
      await mkdir(calm);
      const log = memoryLog();
      await trained(calm, configWith(), { log });
      const [a, b] = [await newestIn(folder), await newestIn(calm)];
      expect(a).toEqual({ ...b, file: a.file });
      expect(a.position.step).toBe(9);
      // The lines behind the one that is used are taken back, and written again.
      expect(lasting(await logOf(folder))).toEqual(lasting(log.entries));
    }));

  it('does not push out the good one before it', () =>
    onCopy(async (folder) => {
      await damage(join(folder, `${newer}.json`), { kind: 'cut', at: 100 });
      const config = configWith({ checkpoint: { keep: 1 } });
      const [from] = await quietly(() => newestWhole(folder));
      await trained(folder, config, { interrupted: afterSteps(1) }, from);
      // Step 7 is kept, of step 8 nothing.
      expect((await checkpointsIn(folder)).map((path) => path.slice(-1))).toEqual(['7']);
      expect((await newestIn(folder)).position.step).toBe(7);
    }));

  it('is an error where there is no other, with the reason for each', () =>
    onCopy(async (folder) => {
      await damage(join(folder, `${newer}.safetensors`), { kind: 'gone' });
      await writeFile(join(folder, `${older}.json`), '[]');
      await expectNoWayOn(
        folder,
        /holds no whole checkpoint: \S+-000000008\.safetensors: opening: no such file; \S+-000000006\.json: not the description/,
      );
    }));

  it('that fits its hash and yet not the configuration is an error', () =>
    inFolder(async (folder) => {
      const from = await newestIn(run);
      const named = new Map([...from.named].slice(1));
      await expect(trained(folder, configWith(), {}, { ...from, named })).rejects.toThrow(
        /does not fit the configuration: missing: /,
      );
      const rate = { ...from, position: { ...from.position, rate: null } };
      await expect(trained(folder, configWith(), {}, rate)).rejects.toThrow(
        /the state of the learning rate is not one of its schedule/,
      );
    }));

  it('is one with tensors of another type', () =>
    inFolder(async (folder) => {
      const file = join(folder, 'checkpoint-000000008.safetensors');
      const { tensors, metadata } = rightOf(await readSafetensorsFile(join(run, `${newer}.safetensors`))());
      const doubled = new Map([
        ...tensors,
        ['more', { dtype: 'f64', shape: [1], data: Float64Array.of(1) }] as const,
      ]);
      rightOf(await writeSafetensorsFile(file, { tensors: doubled, metadata })());
      expectRefusal(
        await command('eval', '--checkpoint', file, '--digits', '2', '--mnist', mnist),
        /more is F64, expected F32 or I32/,
      );
    }));
});

describe('a checkpoint that can not be written', () => {
  const blocked = async (ending: string): Promise<void> =>
    onCopy(async (folder) => {
      const from = await newestIn(folder);
      // A folder stands in the place of the file.
      await mkdir(join(folder, `checkpoint-000000009.${ending}`, 'in the way'), { recursive: true });
      await expect(trained(folder, configWith(), {}, from)).rejects.toThrow(
        new RegExp(`checkpoint-000000009\\.${ending}: writing: `),
      );
      expect((await filesIn(folder)).filter((file) => file.endsWith('.tmp'))).toEqual([]);
      expect((await filesIn(folder)).filter((file) => file.includes('-000000009'))).toEqual([
        `checkpoint-000000009.${ending}`,
      ]);
      const [next] = await quietly(() => newestWhole(folder));
      expect(next).toEqual(from);
    });

  it('for its tensors leaves nothing, and the one before', () => blocked('safetensors'));
  it('for its JSON leaves nothing, and the one before', () => blocked('json'));
});
