/** `--backend gpujs…`: which mode runs is said, the numbers are those of the reference, and what does not work is one line. */
import '../gpujs/adapter.ts';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Layer, over } from '../../src/cli/json-config/layers.ts';
import type { EntryOf, LogEntry } from '../../src/cli/log/index.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { inMode } from '../gpujs/support.ts';
import { goldens } from '../rstg/golden.ts';
import { expectClose } from '../rstg/support.ts';
import { filesIn, goldenPath, inFolder, partsOf } from './files.ts';
import { expectRefusal, thwc, thwcAfter } from './process.ts';
import { logOf } from './train-process.ts';
import { smallest, writeMnist } from './train-support.ts';

const golden = goldens.find(({ name }) => name === 'one-temp-sum');
const model = goldenPath('one-temp-sum');

/** What stands for a package that is not installed. */
const without = (name: string): string => {
  const hooks = `export const resolve = (specifier, context, next) => {
    if (specifier === '${name}') throw Object.assign(new Error("Cannot find package '${name}'"), { code: 'ERR_MODULE_NOT_FOUND' });
    return next(specifier, context);
  };`;
  const url = `data:text/javascript,${encodeURIComponent(hooks)}`;
  return `data:text/javascript,${encodeURIComponent(`import { register } from 'node:module'; register(${JSON.stringify(url)});`)}`;
};

const expectApplied = async (stdout: string, out: string, mode: string): Promise<void> => {
  expect(stdout).toMatch(new RegExp(`^backend gpujs:${mode}: \\S.*\\n`));
  const { entries, data } = partsOf(out);
  if (golden === undefined) throw new Error('there is no such golden file');
  const numbers = new Float32Array(Uint8Array.from(data).buffer);
  expectClose(valueFrom(entries.output?.shape ?? [], numbers), golden.output, 1e-5);
};

for (const mode of ['cpu', 'webasm', 'webgpu'] as const)
  inMode(mode, 'thwc apply --backend gpujs', () => {
    it.each([{ flags: [] }, { flags: ['--stream'] }])(
      'gives the numbers of the golden file, says what ran, and ends: $flags',
      async ({ flags }) => {
        await inFolder(async (folder) => {
          const out = join(folder, 'out');
          const args = ['apply', '--model', model, '--out', out, '--backend', `gpujs:${mode}`, ...flags];
          const { code, stdout, stderr } = await thwc(...args);
          expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
          await expectApplied(stdout, out, mode);
        });
      },
    );
  });

inMode('webgpu', 'thwc apply --backend gpujs', () => {
  it('takes the best mode there is, and needs no words then', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out');
      const { code, stdout } = await thwc('apply', '--model', model, '--out', out, '--backend', 'gpujs');
      expect(code).toBe(0);
      expect(stdout.trim().split('\n')).toHaveLength(1);
      await expectApplied(stdout, out, 'webgpu');
    });
  });
});

describe('without the package webgpu', () => {
  it('gpujs says which mode runs instead, and why no better one', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out');
      const args = ['apply', '--model', model, '--out', out, '--backend', 'gpujs'];
      const { code, stdout, stderr } = await thwcAfter(without('webgpu'), ...args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [, ...notes] = stdout.trim().split('\n');
      const why = (mode: string) => notes.find((note) => note.startsWith(`  not ${mode}: `));
      expect(why('webgpu')).toMatch(/the package webgpu could not be loaded/);
      expect(why('webgl2')).toMatch(/WebGL2/);
      const ran = /^backend gpujs:(\w+)/.exec(stdout)?.[1] ?? '';
      expect(['headlessgl', 'webasm']).toContain(ran);
      await expectApplied(stdout, out, ran);
    });
  });

  it('gpujs:webgpu is refused, and nothing else runs', async () => {
    await inFolder(async (folder) => {
      const args = ['apply', '--model', model, '--out', join(folder, 'out'), '--backend', 'gpujs:webgpu'];
      expectRefusal(await thwcAfter(without('webgpu'), ...args), /^thwc: gpujs: mode webgpu: .*webgpu/);
      expect(await filesIn(folder)).toEqual([]);
    });
  });
});

describe('without gpu.js', () => {
  it.each(['gpujs', 'gpujs:cpu'])('%s says how to install it, and writes nothing', async (backend) => {
    await inFolder(async (folder) => {
      const args = ['apply', '--model', model, '--out', join(folder, 'out'), '--backend', backend];
      expectRefusal(await thwcAfter(without('gpu.js'), ...args), /npm install gpu\.js webgpu/);
      expect(await filesIn(folder)).toEqual([]);
    });
  });

  it('a run of training does not begin', async () => {
    await inFolder(async (folder) => {
      const args = ['train', '--preset', 'tiny', '--out', join(folder, 'run'), '--backend', 'gpujs:cpu'];
      expectRefusal(await thwcAfter(without('gpu.js'), ...args), /npm install gpu\.js webgpu/);
      expect(await filesIn(folder)).toEqual([]);
    });
  });

  it.each(['wasm', 'reference'])('%s works: it is not loaded for others', async (backend) => {
    await inFolder(async (folder) => {
      const args = ['apply', '--model', model, '--out', join(folder, 'out'), '--backend', backend];
      expect(await thwcAfter(without('gpu.js'), ...args)).toMatchObject({ code: 0, stderr: '' });
    });
  });
});

it('a mode that Node does not have is refused', async () => {
  await inFolder(async (folder) => {
    const args = ['apply', '--model', model, '--out', join(folder, 'out'), '--backend', 'gpujs:webgl2'];
    expectRefusal(await thwc(...args), /^thwc: gpujs: mode webgl2: /);
    expect(await filesIn(folder)).toEqual([]);
  });
});

describe('training on gpujs', { timeout: 120_000 }, () => {
  let home: string;
  let run: string;
  const settings = over(smallest, { pretrain: null, curriculum: [], videos: 8, log: { every: 2 } });

  const train = async (name: string, more: Layer): Promise<string> => {
    await writeFile(join(home, `${name}.json`), JSON.stringify(over(settings, more)));
    const args = [join(home, `${name}.json`), '--out', join(home, name), '--mnist', join(home, 'mnist')];
    const { code, stdout, stderr } = await thwc('train', ...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };
  const lossesIn = (log: readonly LogEntry[]): readonly number[] =>
    log.filter((entry): entry is EntryOf<'train'> => entry.kind === 'train').map(({ loss }) => loss);

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'thwc-gpujs-'));
    run = join(home, 'gpujs');
    await writeMnist(join(home, 'mnist'));
    expect(await train('gpujs', { backend: 'gpujs:cpu' })).toMatch(/^backend gpujs:cpu: /);
  }, 120_000);
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('follows the losses of wasm, and says in its log what computed', async () => {
    await train('wasm', {});
    const [ours, others] = [await logOf(run), await logOf(join(home, 'wasm'))];
    expect(ours[0]).toMatchObject({ kind: 'start', backend: { name: 'gpujs:cpu' } });
    expect(others[0]).toMatchObject({ kind: 'start', backend: { name: 'wasm' } });
    const expected = lossesIn(others);
    expect(expected.length).toBeGreaterThan(2);
    expect(lossesIn(ours)).toHaveLength(expected.length);
    lossesIn(ours).forEach((loss, i) => {
      expect(Math.abs(loss / (expected[i] ?? Number.NaN) - 1)).toBeLessThan(1e-4);
    });
  });

  it('is evaluated on gpujs as on wasm', async () => {
    const evaluated = async (backend: string) => {
      const args = ['--checkpoint', run, '--digits', '2', '--count', '8', '--mnist', join(home, 'mnist')];
      const { stdout } = await thwc('eval', ...args, '--json', '--backend', backend);
      return JSON.parse(stdout);
    };
    const [ours, others] = [await evaluated('gpujs:cpu'), await evaluated('wasm')];
    expect(ours.backend.name).toBe('gpujs:cpu');
    expect(Math.abs(ours.loss / others.loss - 1)).toBeLessThan(1e-5);
    expect(ours.confusion).toEqual(others.confusion);
  });

  it('does not go on in another mode, and leaves the run as it was', async () => {
    const log = join(run, 'log.jsonl');
    const before = await readFile(log, 'utf8');
    // As if `gpujs` had come to WebGPU on another machine.
    await writeFile(log, before.replaceAll('gpujs:cpu', 'gpujs:webgpu'));
    const changed = await readFile(log, 'utf8');
    const args = ['--resume', run, '--mnist', join(home, 'mnist')];
    expectRefusal(
      await thwc('train', ...args),
      /was computed by gpujs:webgpu, and only gpujs:cpu works here/,
    );
    expect(await readFile(log, 'utf8')).toBe(changed);
    await writeFile(log, before);
    expect(await thwc('train', ...args)).toMatchObject({ code: 0, stderr: '' });
  });
});
