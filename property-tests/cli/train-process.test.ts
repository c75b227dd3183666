/** Training in real processes, which are killed, interrupted, and run out of disk. */
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Layer, over } from '../../src/cli/json-config/layers.ts';
import { filesIn } from './files.ts';
import { type Ended, logOf, startTraining, until } from './train-process.ts';
import { few, lasting, newestIn, smallest, writeMnist } from './train-support.ts';

/** Three steps of pre-training and nine of training, a line for each. */
const settings = over(smallest, {
  // Wide enough for checkpoints to be larger than the log.
  model: { dim: 8 },
  videos: 18,
  log: { every: 2 },
  checkpoint: { every: 6 },
});
const steps = 12;
const lastCheckpoint = `checkpoint-${String(steps).padStart(9, '0')}`;

/** Processes share the machine with whatever else it does. */
const patience = 300_000;

let home: string;
/** The folder of a run that nobody disturbed. */
let calm: string;

const newRun = async (name: string, other: Layer = {}): Promise<readonly string[]> => {
  const file = join(home, `${name}.json`);
  await writeFile(file, JSON.stringify(over(settings, other)));
  return [file, '--out', join(home, name), '--mnist', join(home, 'mnist')];
};
const goOn = (folder: string): readonly string[] => ['--resume', folder, '--mnist', join(home, 'mnist')];

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-train-'));
  calm = join(home, 'calm');
  await writeMnist(join(home, 'mnist'));
  const { code, stdout, stderr } = await startTraining(await newRun('calm')).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`\n18 videos seen: ${calm}\n$`));
}, patience);
afterAll(() => rm(home, { recursive: true, force: true }));

/** Both files of the last checkpoint, byte for byte. */
const expectSameEnd = async (folder: string): Promise<void> => {
  for (const ending of ['safetensors', 'json']) {
    const name = `${lastCheckpoint}.${ending}`;
    const [a, b] = await Promise.all([folder, calm].map((at) => readFile(join(at, name))));
    expect(a?.equals(b ?? Buffer.alloc(0)), `${name} is the same`).toBe(true);
  }
};

/** Without what a run says while all is well: what computes, and evaluations. */
const withoutNews = ({ code, stdout, stderr }: Ended) => ({
  code,
  stdout: stdout.replace(/^(?:backend |after ).*\n/gm, ''),
  stderr,
});

const linesOf = async (folder: string): Promise<readonly unknown[]> => lasting(await logOf(folder));

describe('a process that trains', { timeout: patience }, () => {
  let runs = 0;

  it('can be killed at any time, again and again, and ends in the same bits', async () => {
    const kill = fc.record({ step: fc.integer({ min: 1, max: steps - 1 }), later: fc.nat({ max: 400 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(kill, { minLength: 3, maxLength: 3 }), async (kills) => {
        runs += 1;
        const folder = join(home, `killed-${runs}`);
        let [args, died]: [readonly string[], number] = [await newRun(`killed-${runs}`), 0];
        for (const { step, later } of kills.toSorted((a, b) => a.step - b.step)) {
          const running = startTraining(args);
          // Of a process that goes on from before, the line of the step may be there: it is then killed as it starts.
          await until(running, folder, (log) => log.some((entry) => entry.step >= step));
          await setTimeout(later);
          running.kill('SIGKILL');
          if ((await running.ended).signal === 'SIGKILL') died += 1;
          args = goOn(folder);
        }
        const { code, stderr } = await startTraining(args).ended;
        expect({ code, stderr: stderr.replace(/^.*begins anew\n/, '') }).toEqual({ code: 0, stderr: '' });
        expect(died).toBeGreaterThan(0);
        await expectSameEnd(folder);
        expect(await linesOf(folder)).toEqual(await linesOf(calm));
      }),
      few(1),
    );
  });

  it('ends after the step when it is interrupted, says how to go on, and goes on to the same bits', async () => {
    const folder = join(home, 'interrupted');
    const running = startTraining(await newRun('interrupted'));
    await until(running, folder, (log) => log.some(({ step }) => step >= 4));
    running.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    const log = await logOf(folder);
    expect(log.at(-1)).toMatchObject({ kind: 'stop', reason: 'interrupted' });
    const { position, file } = await newestIn(folder);
    expect(position.step).toBe(log.at(-1)?.step);
    expect(stdout.split('\n').at(-2)).toBe(
      `interrupted after step ${position.step}: the state is in ${file}; go on with: thwc train --resume ${folder} --mnist ${join(home, 'mnist')}`,
    );
    const end = await startTraining(goOn(folder)).ended;
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code: 0, stderr: '' });
    await expectSameEnd(folder);
  });

  it('is gone at once when it is interrupted twice, even while it evaluates', async () => {
    const folder = join(home, 'twice');
    // An evaluation without end: who interrupts once would wait for it.
    const running = startTraining(await newRun('twice', { evaluate: { every: 2, videos: 10_000_000 } }));
    await until(running, folder, (log) => log.some(({ kind }) => kind === 'train'));
    running.kill('SIGINT');
    await setTimeout(200);
    expect(running.isOver()).toBe(false);
    running.kill('SIGINT');
    expect(withoutNews(await running.ended)).toMatchObject({ code: 130, stdout: '', stderr: '' });
    expect((await newestIn(folder)).position).toMatchObject({ phase: 'pretrain', step: 3 });
  });

  it.skipIf(process.platform === 'win32')(
    'that meets a full disk says so, and leaves the last good checkpoint as it was',
    async () => {
      const folder = join(home, 'full');
      await cp(calm, folder, { recursive: true });
      for (const ending of ['json', 'safetensors']) await rm(join(folder, `${lastCheckpoint}.${ending}`));
      const before = await newestIn(folder);
      const checkpoints = async () =>
        (await filesIn(folder)).filter((file) => /^checkpoint-\d+\.|tmp$/.test(file));
      const tensors = await readFile(before.file);
      // A file may grow to less than the tensors' size, as if the disk were full then.
      const limit = Math.floor(tensors.length / 1024) - 1;
      expect((await stat(join(calm, 'log.jsonl'))).size).toBeLessThan(1024 * limit);
      const end: Ended = await startTraining(goOn(folder), `ulimit -f ${limit};`).ended;
      expect(end.stderr).toMatch(/^thwc: \S*checkpoint-0\S*\.safetensors: writing: EFBIG[^\n]*\n$/);
      expect(withoutNews(end)).toMatchObject({
        code: 2,
        stdout: '',
      });
      const after = await newestIn(folder);
      expect(after.file).toBe(before.file);
      expect((await readFile(after.file)).equals(tensors)).toBe(true);
      expect(
        (await checkpoints()).filter((file) => Number(file.slice(11, 20)) > before.position.step),
      ).toEqual([]);
      // Once there is room again it goes on as if nothing had been.
      const { code } = await startTraining(goOn(folder)).ended;
      expect(code).toBe(0);
      await expectSameEnd(folder);
      expect(await linesOf(folder)).toEqual(await linesOf(calm));
    },
  );
});
