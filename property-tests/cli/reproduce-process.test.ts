/** `thwc reproduce table1 --quick` as a process of its own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder } from './files.ts';
import { logOf, startThwc, until } from './train-process.ts';
import { newestIn, writeMnist } from './train-support.ts';

describe('a quick experiment', { timeout: 300_000 }, () => {
  it('that is interrupted ends after the step with a report, and says how to go on; killed, it goes on too', () =>
    inFolder(async (home) => {
      const [out, mnist] = [join(home, 'out'), await writeMnist(join(home, 'mnist'))];
      const args = ['reproduce', 'table1', '--quick', '--out', out, '--mnist', mnist];
      const runs = (name: string) => join(out, name);

      const first = startThwc(args);
      await until(first, runs('time-only'), (log) => log.some(({ kind }) => kind === 'train'));
      first.kill('SIGINT');
      const { code, stdout, stderr } = await first.ended;
      expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
      expect(stdout.split('\n').slice(-3)).toEqual([
        join(out, 'report.md'),
        `interrupted: go on with the same command: npx thwc ${args.join(' ')}`,
        '',
      ]);
      const { position } = await newestIn(runs('time-only'));
      expect((await logOf(runs('time-only'))).at(-1)).toMatchObject({
        kind: 'stop',
        reason: 'interrupted',
        step: position.step,
      });
      const report = await readFile(join(out, 'report.md'), 'utf8');
      expect(report).toContain(`not reached: ${position.videos} of 64 videos seen`);
      expect(report).toContain('The numbers here mean nothing');

      const second = startThwc(args);
      await until(second, runs('homogeneous'), (log) => log.some(({ kind }) => kind === 'train'));
      second.kill('SIGKILL');
      await second.ended;

      const third = await startThwc(args).ended;
      expect({ code: third.code, stderr: third.stderr }).toEqual({ code: 0, stderr: '' });
      expect(third.stdout).toContain('time-only: finished before\n');
      const whole = await readFile(join(out, 'report.md'), 'utf8');
      expect(whole).not.toMatch(/not reached|not begun|not tested/);
      for (const file of ['curves.svg', 'transfer.svg']) {
        expect(whole).toContain(`](${file})`);
        expect(await readFile(join(out, file), 'utf8')).toMatch(/^<svg/);
      }
    }));
});
