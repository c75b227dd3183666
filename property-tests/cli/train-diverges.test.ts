import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { over } from '../../src/cli/json-config/layers.ts';
import { inFolder } from './files.ts';
import { spoiling } from './train-backends.ts';
import { logOf } from './train-process.ts';
import { command, configWith, memoryLog, newestIn, smallest, trained, writeMnist } from './train-support.ts';

/** Every step is written down and kept. */
const eager = over(smallest, { log: { every: 2 }, checkpoint: { every: 2 }, evaluate: { every: null } });

const run = async (folder: string, ...flags: readonly string[]) => {
  const [file, out] = [join(folder, 'settings.json'), join(folder, 'run')];
  await writeFile(file, JSON.stringify(eager));
  const mnist = await writeMnist(join(folder, 'mnist'));
  return { out, ...(await command('train', file, '--out', out, '--mnist', mnist, ...flags)) };
};

const isAscending = (steps: readonly number[]): boolean =>
  steps.every((step, i) => step >= (steps[i - 1] ?? 0));

const sgd = ['--optimiser.name', 'sgd', '--optimiser.clipNorm', 'null', '--rate.schedule', 'constant'];

describe('a run that diverges', () => {
  it.each([
    ['in the training', [...sgd, '--rate.value', '1e30', '--rate.warmUp', '0'], 'train', 5, 3],
    ['at its very first step', [...sgd, '--rate.value', '1e39', '--rate.warmUp', '0'], 'train', 4, 3],
    ['in the pre-training', ['--pretrain.rate', '1e30'], 'pretrain', 2, 0],
  ])(
    '%s stops, names the op and the step, and keeps the last state from which all was finite',
    (_, flags, phase, fails, kept) =>
      inFolder(async (folder) => {
        const { out, code, stderr } = await run(folder, ...flags);
        expect(code).toBe(2);
        const { file, named, position } = await newestIn(out);
        expect(stderr).toMatch(
          new RegExp(
            `^thwc: ${phase}, step ${fails}, is not sound: (NaN|Infinity) (made by|handed in)[^\\n]*; the last sound state is in ${file}\\n$`,
          ),
        );
        expect(position.step).toBe(kept);
        for (const [name, { data }] of named) expect(data.every(Number.isFinite), name).toBe(true);
        const log = await logOf(out);
        expect(log.at(-1)).toMatchObject({ kind: 'stop', reason: 'not finite', step: fails - 1 });
        expect(await readFile(join(out, 'log.jsonl'), 'utf8')).toContain('is not sound');
      }),
  );

  /** How far from the end a step's outputs stand: some of the state, the loss, the norm of the gradient. */
  const outputs = { state: 20, loss: 4, gradient: 3 } as const;

  const said = {
    state: 'optimiser\\.\\S+ is not finite',
    loss: 'the loss is NaN, the norm of the gradient \\d\\S*',
    gradient: 'the loss is \\d\\S*, the norm of the gradient NaN',
  } as const;

  it.each([
    // What the step before made was no good: the loss and the gradient are those of the state.
    ['loss', 7, 5],
    ['gradient', 7, 5],
    // What this step makes of a good state.
    ['state', 7, 6],
    // There is no state before.
    ['loss', 1, 0],
  ] as const)(
    'because of its %s at step %i keeps the state of step %i, which leads to the same bits',
    (what, fails, kept) =>
      inFolder(async (folder) => {
        const [calm, spoilt] = [join(folder, 'calm'), join(folder, 'spoilt')];
        const config = configWith({ checkpoint: { every: 2, keep: 1 } });
        for (const path of [calm, spoilt]) await mkdir(path);
        await trained(calm, config);
        const log = memoryLog();
        const ending = await trained(spoilt, config, {
          log,
          computing: { backend: spoiling(fails, outputs[what]) },
        });
        expect(ending).toMatchObject({ reason: 'not finite', step: fails - 1 });
        // The spoilt numbers are not those of the program, so there is no op to blame.
        expect(ending.message).toMatch(new RegExp(`step ${fails}, is not sound: ${said[what]}$`));
        expect(log.entries.at(-1)).toMatchObject({ kind: 'stop', reason: 'not finite', step: fails - 1 });
        expect(isAscending(log.entries.map(({ step }) => step))).toBe(true);
        const from = await newestIn(spoilt);
        expect([from.position.step, from.file]).toEqual([kept, ending.checkpoint]);
        await trained(spoilt, config, {}, from);
        const [a, b] = [await newestIn(spoilt), await newestIn(calm)];
        expect(a).toEqual({ ...b, file: a.file });
      }),
  );
});
