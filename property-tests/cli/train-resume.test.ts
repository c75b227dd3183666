/** Going on: a run in pieces gives the same bits, and the same lines, as a run in one piece. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Layer } from '../../src/cli/json-config/layers.ts';
import type { LogEntry } from '../../src/cli/log/index.ts';
import { newestWhole } from '../../src/cli/train/checkpoints.ts';
import type { Session } from '../../src/cli/train/session.ts';
import { filesIn, inFolder } from './files.ts';
import {
  afterSteps,
  configWith,
  few,
  lasting,
  memoryLog,
  newestIn,
  silent,
  smallestSteps,
  trained,
} from './train-support.ts';

const last = `checkpoint-${String(smallestSteps).padStart(9, '0')}`;

/** The run in one piece. */
let whole: { readonly folder: string; readonly log: readonly LogEntry[] };

beforeAll(async () => {
  const [folder, log] = [await mkdtemp(join(tmpdir(), 'thwc-whole-')), memoryLog()];
  expect(await trained(folder, configWith(), { log })).toMatchObject({ reason: 'done', step: smallestSteps });
  whole = { folder, log: log.entries };
}, 60_000);
afterAll(() => rm(whole.folder, { recursive: true, force: true }));

class Killed extends Error {}

/** What makes a session die at the n-th thing that is seen of it: an entry that is to be written, one that was, a step. */
const dying = (log: ReturnType<typeof memoryLog>, n: number): Pick<Session, 'log' | 'watcher'> => {
  let left = n;
  const live = (): void => {
    left -= 1;
    if (left < 0) throw new Killed();
  };
  return {
    log: {
      path: log.path,
      append: (entry) => async () => {
        live();
        const written = await log.append(entry)();
        live();
        return written;
      },
    },
    watcher: { ...silent, step: live },
  };
};

/** As `--resume` does it: from the newest checkpoint, with the log taken back to its step. */
const wayOn = async (folder: string, log: ReturnType<typeof memoryLog>) => {
  const from = await newestWhole(folder);
  const kept = log.entries.filter(({ step }) => step <= (from?.position.step ?? -1));
  log.entries.splice(0, log.entries.length, ...kept);
  return from;
};

const expectTheSame = async (folder: string): Promise<void> => {
  for (const ending of ['safetensors', 'json']) {
    const [a, b] = await Promise.all(
      [folder, whole.folder].map((at) => readFile(join(at, `${last}.${ending}`))),
    );
    expect(a?.equals(b ?? Buffer.alloc(0)), `${last}.${ending} is the same`).toBe(true);
  }
};

describe('a run that is killed', () => {
  it('again and again, wherever, ends in the same files and with the same lines', async () => {
    const kills = fc.array(fc.nat({ max: 26 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(kills, (moments) =>
        inFolder(async (folder) => {
          const log = memoryLog();
          for (const moment of moments) {
            const from = await wayOn(folder, log);
            await trained(folder, configWith(), dying(log, moment), from).catch((reason: unknown) => {
              if (!(reason instanceof Killed)) throw reason;
            });
          }
          await trained(folder, configWith(), { log }, await wayOn(folder, log));
          await expectTheSame(folder);
          expect(lasting(log.entries)).toEqual(lasting(whole.log));
        }),
      ),
      few(4),
    );
  });

  it('when the line of a checkpoint is written has the checkpoint before, and its line', () =>
    inFolder(async (folder) => {
      const log = memoryLog();
      const isSecond = (entry: LogEntry) => entry.kind === 'checkpoint' && entry.step === 6;
      const dies: Session['log'] = {
        path: log.path,
        append: (entry) => async () => {
          const written = await log.append(entry)();
          if (isSecond(entry)) throw new Killed();
          return written;
        },
      };
      await expect(trained(folder, configWith(), { log: dies })).rejects.toThrow(Killed);
      const from = await wayOn(folder, log);
      expect(from?.position).toMatchObject({ phase: 'pretrain', step: 3 });
      expect(lasting(log.entries)).toEqual(lasting(whole.log).slice(0, lasting(log.entries).length));
      expect(log.entries.at(-1)).toMatchObject({ kind: 'checkpoint', step: 3 });
    }));
});

describe('a run that is interrupted', () => {
  /** What may be asked for when a run goes on: none of it changes the numbers. */
  const looks: fc.Arbitrary<Layer> = fc.record({
    log: fc.record({ every: fc.integer({ min: 1, max: 9 }) }),
    evaluate: fc.record({ every: fc.option(fc.integer({ min: 1, max: 12 })), videos: fc.constant(1) }),
    checkpoint: fc.record({
      every: fc.option(fc.integer({ min: 1, max: 12 })),
      keep: fc.integer({ min: 1, max: 3 }),
    }),
  });
  const pieces = fc.array(
    fc.record({ steps: fc.nat({ max: smallestSteps - 1 }), look: looks, stays: fc.boolean() }),
    { minLength: 1, maxLength: 3 },
  );
  const look = { log: { every: 3 } };

  it('after any steps, and looked at otherwise from there on, ends in the same state', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, (stops) =>
        inFolder(async (folder) => {
          let look: Layer = {};
          for (const { steps, look: other, stays } of stops) {
            const from = await newestWhole(folder);
            const ending = await trained(folder, configWith(look), { interrupted: afterSteps(steps) }, from);
            const before = from?.position.step ?? 0;
            expect(ending.step).toBe(Math.min(before + steps, smallestSteps));
            expect(ending.reason).toBe(before + steps < smallestSteps ? 'interrupted' : 'done');
            expect((await newestIn(folder)).position.step).toBe(ending.step);
            look = stays ? look : other;
          }
          await trained(folder, configWith(look), {}, await newestWhole(folder));
          const [made, expected] = [await newestIn(folder), await newestIn(whole.folder)];
          expect(made.position).toEqual(expected.position);
          expect([...made.named]).toEqual([...expected.named]);
        }),
      ),
      {
        ...few(5),
        // At the very beginning, at the end of the pre-training (twice), before the last step.
        examples: [
          [
            [
              { steps: 0, look, stays: true },
              { steps: 3, look, stays: true },
              { steps: 0, look, stays: false },
            ],
          ],
          [[{ steps: 8, look, stays: false }]],
        ],
      },
    );
  });

  it('leaves a checkpoint that is there as it is, for it may be the only one', () =>
    inFolder(async (folder) => {
      const config = configWith({ checkpoint: { keep: 1 } });
      const log = memoryLog();
      const bytes = async () =>
        Promise.all((await filesIn(folder)).map((file) => readFile(join(folder, file))));
      await trained(folder, config, { log, interrupted: afterSteps(3) });
      const [before, files] = [await bytes(), await filesIn(folder)];
      expect(files).toEqual(['checkpoint-000000003.json', 'checkpoint-000000003.safetensors']);
      // The state of the pre-training's end, before the training has begun: written by the first, so not again by the interruption.
      expect((await newestIn(folder)).position.phase).toBe('pretrain');
      const other = configWith({ checkpoint: { keep: 1 }, log: { every: 1 } });
      await trained(folder, other, { interrupted: () => true }, await newestIn(folder));
      expect(await filesIn(folder)).toEqual(files);
      expect(await bytes()).toEqual(before);
    }));

  it('at its end can go on for longer, as if it had been that long from the start', () =>
    inFolder(async (parent) => {
      const [folder, long] = [join(parent, 'folder'), join(parent, 'long')];
      for (const path of [folder, long]) await mkdir(path);
      const longer = configWith({ videos: 18 });
      await trained(long, longer);
      await trained(folder, configWith());
      await trained(folder, longer, {}, await newestIn(folder));
      const [a, b] = [await newestIn(folder), await newestIn(long)];
      expect(a).toEqual({ ...b, file: a.file });
      expect(a.position.step).toBe(12);
    }));

  it('writes lines of the same means, however it is cut', () =>
    inFolder(async (folder) => {
      const log = memoryLog();
      for (let piece = 0; piece <= smallestSteps; piece++) {
        await trained(folder, configWith(), { log, interrupted: afterSteps(1) }, await wayOn(folder, log));
      }
      const means = (entries: readonly LogEntry[]) =>
        lasting(entries.filter(({ kind }) => kind !== 'checkpoint'));
      expect(means(log.entries)).toEqual(means(whole.log));
      await expectTheSame(folder);
    }));
});
