import { spawn } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { logPath, readRunLog } from '../../src/cli/log/index.ts';
import { rightOf } from '../io/support.ts';
import { inFolder } from './files.ts';

const root = join(import.meta.dirname, '../..');
const writer = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'property-tests/cli/log-writer.ts')];

/** The steps of a log whose entries are numbered from 0. */
const stepsOf = async (folder: string): Promise<readonly number[]> =>
  rightOf(await readRunLog(folder)()).entries.map(({ step }) => step);

const numbersTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** Runs the writer until it first says something, and on for a while. */
const killedAfter = (folder: string, milliseconds: number): Promise<void> =>
  new Promise((resolve, reject) => {
    // Without the shell of tsx between, so that it is the writer that is killed.
    const child = spawn(process.execPath, ['--import', 'tsx', writer[1] ?? '', folder], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => {
      setTimeout(milliseconds).then(() => child.kill('SIGKILL'), reject);
    });
    child.on('error', reject).on('close', () => resolve());
  });

describe('a log', () => {
  it.each([0, 7, 40, 120])(
    'of a process killed after %i ms holds all that was appended, in order',
    async (after) => {
      await inFolder(async (folder) => {
        await killedAfter(folder, after);
        const steps = await stepsOf(folder);
        expect(steps.length).toBeGreaterThan(0);
        expect(steps).toEqual(numbersTo(steps.length));
      });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'that meets a full disk keeps its lines whole, and says so',
    async () => {
      await inFolder(async (folder) => {
        const temporary = join(folder, 'tmp');
        await mkdir(temporary);
        // A file may grow to 64 KiB, as if the disk were full then: part of a line still fits. tsx keeps its cache elsewhere.
        const child = spawn(
          'bash',
          ['-c', 'ulimit -f 64; exec "$@"', '-', process.execPath, ...writer, folder],
          {
            env: { ...process.env, TMPDIR: temporary },
            stdio: ['ignore', 'pipe', 'inherit'],
          },
        );
        let said = '';
        for await (const part of child.stdout.setEncoding('utf8')) said += part;
        expect(said).toMatch(/^writing\n.*log\.jsonl: writing: EFBIG: file too large.*\n$/);
        const { size } = await stat(logPath(folder));
        // Whole lines only, and no room for another.
        expect(rightOf(await readRunLog(folder)()).torn).toBeUndefined();
        expect(size).toBeLessThan(65_536);
        expect(size).toBeGreaterThan(65_536 - 200);
        const steps = await stepsOf(folder);
        expect(steps).toEqual(numbersTo(steps.length));
      });
    },
  );
});
