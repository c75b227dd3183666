import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { over } from '../../src/cli/json-config/layers.ts';
import { inFolder } from './files.ts';
import { logOf } from './train-process.ts';
import { command, newestIn, smallest, writeMnist } from './train-support.ts';

/** Every step is written down and kept. */
const eager = over(smallest, { log: { every: 2 }, checkpoint: { every: 2 }, evaluate: { every: null } });

const run = async (folder: string, ...flags: readonly string[]) => {
  const [file, out] = [join(folder, 'settings.json'), join(folder, 'run')];
  await writeFile(file, JSON.stringify(eager));
  const mnist = await writeMnist(join(folder, 'mnist'));
  return { out, mnist, ...(await command('train', file, '--out', out, '--mnist', mnist, ...flags)) };
};

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
        const { out, mnist, code, stderr } = await run(folder, ...flags);
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
        if (phase === 'train') return;
        void mnist;
      }),
  );
});
