/** `thwc reproduce table1`: in pieces as in one piece, and its numbers are those of the logs. */
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { carryOut, type Doing } from '../../src/cli/reproduce/experiment.ts';
import { finalSet } from '../../src/cli/reproduce/final-test.ts';
import { planOf } from '../../src/cli/reproduce/plan.ts';
import type { Experiment } from '../../src/cli/reproduce/settings.ts';
import { entriesIn } from '../../src/cli/reproduce/task.ts';
import { writeReport } from '../../src/cli/reproduce/write-report.ts';
import type { Mnist } from '../../src/data/mnist.ts';
import { blockMnist } from '../data/support.ts';
import { filesIn, inFolder } from './files.ts';
import { expectRefusal } from './process.ts';
import { afterSteps, command, few, lasting, smallest, writeMnist } from './train-support.ts';

/** All nine runs, a few steps each. */
const experiment: Experiment = {
  about: 'a test',
  isMeant: false,
  common: { ...smallest, evaluate: { every: 2, videos: 2, digits: null } },
  ablation: { data: { digits: 3 }, videos: 6 },
  transfer: {
    row: 'positional-all-temp',
    settings: { data: { digits: 5 }, curriculum: [], videos: 6 },
    final: { data: { digits: 5 }, curriculum: [], videos: 8, seed: 1 },
  },
  test: { videos: 24, seed: 77 },
};
const names = planOf(experiment).map(({ name }) => name);

/** What a session of it says; `done` is false when it was interrupted. */
const session = async (out: string, other: Partial<Doing> = {}) => {
  const said: string[] = [];
  const output = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const done = await carryOut({
    experiment,
    other: {},
    out,
    mnist: blockMnist,
    interrupted: () => false,
    say: (line) => said.push(line),
    ran: async () => undefined,
    ...other,
  }).finally(() => output.mockRestore());
  return { done, said };
};

const reportIn = async (out: string): Promise<string> =>
  readFile(await writeReport({ experiment, other: {}, out }, 'npx thwc test'), 'utf8');

/** The tables, without the last column: CPU time is never the same. */
const numbersIn = (report: string): readonly string[] =>
  report
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.replace(/[^|]*\|$/, ''));

/** The lines of all runs, but those of checkpoints: an interruption makes one more. */
const linesIn = (out: string) =>
  Promise.all(
    names.map(async (name) => {
      const entries = await entriesIn(join(out, name));
      return lasting(entries.filter(({ kind }) => kind !== 'checkpoint'));
    }),
  );

let home: string;
let calm: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-reproduce-'));
  calm = join(home, 'calm');
  expect(await session(calm)).toMatchObject({ done: true });
}, 120_000);
afterAll(() => rm(home, { recursive: true, force: true }));

describe('an experiment', { timeout: 300_000 }, () => {
  it('that is interrupted anywhere, and moved, ends with the same lines and the same report', async () => {
    const report = numbersIn(await reportIn(calm));
    const moments = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(moments, (steps) =>
        inFolder(async (folder) => {
          let out = join(folder, 'begun');
          for (const [i, n] of steps.entries()) {
            await session(out, { interrupted: afterSteps(n) });
            const moved = join(folder, `moved-${i}`);
            // Nothing is there when it was interrupted before the first run.
            if ((await filesIn(folder)).length > 0) await rename(out, moved);
            out = moved;
          }
          expect(await session(out)).toMatchObject({ done: true });
          expect(await linesIn(out)).toEqual(await linesIn(calm));
          expect(numbersIn(await reportIn(out))).toEqual(report);
        }),
      ),
      few(2),
    );
  });

  it('that is finished is not run again', async () => {
    const bytes = () => Promise.all(names.map((name) => readFile(join(calm, name, 'log.jsonl'), 'utf8')));
    const before = await bytes();
    const { done, said } = await session(calm, { interrupted: () => true });
    expect({ done, said }).toEqual({ done: true, said: names.map((name) => `${name}: finished before`) });
    expect(await bytes()).toEqual(before);
  });

  it('says of what is not reached how far it came, and nothing else', () =>
    inFolder(async (out) => {
      // 3 steps of pre-training and 3 of training in each row, and the tests.
      const { done, said } = await session(out, { interrupted: afterSteps(12) });
      expect({ done, last: said.at(-1) }).toEqual({ done: false, last: 'time-only: 6 videos' });
      const [, , first, second, third, ...others] = numbersIn(await reportIn(out));
      expect(first).toMatch(/^\| Space-Only \| \d+\.\d \(\d+\.\d to \d+\.\d\) \| 61\.3 \| – \| 6 \|$/);
      expect(second).toMatch(/^\| Time-Only \| not reached: [024] of 6 videos seen \|/);
      expect(third).toMatch(/^\| Homogeneous \| not begun \|/);
      expect(others.at(-1)).toContain('| not begun | not reached | 0 |');
    }));

  it('is tested on what `thwc eval` generates from the same seed, and with the same result', async () => {
    const mnist = await writeMnist(join(home, 'mnist'));
    for (const [name, digits, row] of [
      ['all-temp', 3, 6],
      ['five-final', 5, 12],
    ] as const) {
      const { videos, seed } = experiment.test;
      const args = ['--digits', `${digits}`, '--count', `${videos}`, '--seed', `${seed}`, '--mnist', mnist];
      const { stdout } = await command('eval', '--checkpoint', join(calm, name), ...args, '--json');
      const { accuracy, interval, loss, confusion } = JSON.parse(stdout);
      const set = finalSet(experiment.test, digits);
      const logged = (await entriesIn(join(calm, name))).filter((e) => e.kind === 'eval' && e.set === set);
      expect(logged).toEqual([expect.objectContaining({ count: videos, top1: accuracy, loss, confusion })]);
      const [low, high] = [interval[0], interval[1]].map((share: number) => (100 * share).toFixed(1));
      const cell = `${(100 * accuracy).toFixed(1)} (${low} to ${high})`;
      expect(numbersIn(await reportIn(calm))[row]).toContain(`| ${cell} |`);
    }
  });

  it('begins a transfer with what the run before ends with', async () => {
    const [begun] = (await entriesIn(join(calm, 'five-from-three'))).filter(({ kind }) => kind === 'start');
    expect(begun).toMatchObject({
      config: { start: join(calm, 'positional-all-temp/checkpoint-000000006.safetensors') },
    });
    const files = await filesIn(join(calm, 'positional-all-temp'));
    expect(files.filter((file) => file.endsWith('.safetensors')).at(-1)).toBe(
      'checkpoint-000000006.safetensors',
    );
  });

  it('refuses a folder with other settings, and other digits', async () => {
    const other = { ...experiment, ablation: { ...experiment.ablation, seed: 3 } };
    await expect(session(calm, { experiment: other })).rejects.toThrow(
      `${join(calm, 'space-only')} holds a run with other settings of seed: give another folder by --out`,
    );
    const swapped: Mnist = { train: blockMnist.test, test: blockMnist.train };
    await expect(session(calm, { mnist: swapped })).rejects.toThrow('was trained on other digits');
  });
});

describe('thwc reproduce table1', () => {
  it.each([
    [['--quick', '--budget', 'night'], /--quick is the budget quick/],
    [['--budget', 'weak'], /argument 'weak' is invalid\. Allowed choices are quick, evening, night, week/],
    [['--backend', 'abacus'], /argument 'abacus' is invalid/],
    [['--videos', '3'], /unknown option '--videos'/],
    [['--out', ''], /--out is empty/],
    [['--mnist', '/nowhere', '--out', '/dev/null/out'], /nowhere/],
  ])('refuses %j in one line', async (args, message) =>
    expectRefusal(await command('reproduce', 'table1', ...args), message),
  );
});
