/** `thwc export`: what was learned as one file, and no more than that. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrained } from '../../src/cli/train/trained.ts';
import { readSafetensorsFile } from '../../src/io/node.ts';
import { rightOf } from '../io/support.ts';
import { expectRefusal } from './process.ts';
import { command, configWith, newestIn, trained, writeMnist } from './train-support.ts';

let home: string;
let run: string;
let mnist: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-export-'));
  run = join(home, 'run');
  mnist = await writeMnist(join(home, 'mnist'));
  await mkdir(run);
  await trained(run, configWith({ videos: 6, curriculum: [], pretrain: null, evaluate: { every: null } }));
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

const exported = async (name: string): Promise<string> => {
  const out = join(home, name);
  const { code, stdout, stderr } = await command('export', '--checkpoint', run, '--out', out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/parameters of .* MB\n$/);
  return out;
};

describe('an exported file', () => {
  it('holds the parameters bit for bit, and nothing that only the training needs', async () => {
    const out = await exported('a.safetensors');
    const { named } = await newestIn(run);
    const own = [...named].filter(([name]) => name.startsWith('params.'));
    expect(named.size).toBeGreaterThan(own.length);
    const { tensors } = rightOf(await readSafetensorsFile(out)());
    expect([...tensors].map(([name, { data }]) => [name, data]).toSorted()).toEqual(
      own.map(([name, { data }]) => [name, data]).toSorted(),
    );
    const written = await newestIn(run);
    expect((await stat(out)).size).toBeLessThan((await stat(written.file)).size);
  });

  it('has the configuration of its run, and says nothing of the machine that it was trained on', async () => {
    const begun = join(home, 'begun');
    await mkdir(begun);
    const { config } = await newestIn(run);
    await trained(begun, { ...config, start: run }, { start: (await readTrained(run)).named });
    const out = join(home, 'begun.safetensors');
    await command('export', '--checkpoint', begun, '--out', out);
    expect((await readTrained(out)).config).toEqual(config);
  });

  it('is evaluated as the run is', async () => {
    const of = async (checkpoint: string) =>
      (
        await command(
          ...['eval', '--checkpoint', checkpoint, '--digits', '2', '--count', '20', '--mnist', mnist],
          '--json',
        )
      ).stdout;
    expect(await of(await exported('b.safetensors'))).toBe(await of(run));
  });

  it('is not written for what is no run, or to what is no such name', async () => {
    const out = join(home, 'none.safetensors');
    expectRefusal(await command('export', '--checkpoint', mnist, '--out', out), /holds no checkpoint/);
    expect(existsSync(out)).toBe(false);
    expectRefusal(
      await command('export', '--checkpoint', run, '--out', join(home, 'c.bin')),
      /expected the name/,
    );
    expect(existsSync(join(home, 'c.bin'))).toBe(false);
  });
});
