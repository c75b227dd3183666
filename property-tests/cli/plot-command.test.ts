import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/cli/failure.ts';
import type { LogEntry } from '../../src/cli/log/index.ts';
import { type PlotOptions, plot } from '../../src/cli/plot/command.ts';
import { runTable } from '../../src/cli/plot/table.ts';
import { filesIn, inFolder } from './files.ts';
import { expectRefusal, thwc } from './process.ts';
import { bytesOf, putLog } from './run-log-support.ts';
import { parseSvg } from './svg.ts';
import { type Course, syntheticConfusion, syntheticLog } from './synthetic-log.ts';

const withConfusion = (entry: LogEntry): LogEntry =>
  entry.kind === 'eval' ? { ...entry, confusion: syntheticConfusion(46, 0.5) } : entry;

/** Makes the folder of a run; gives its path. */
const putRun = async (folder: string, name: string, course: Course = {}): Promise<string> => {
  const run = join(folder, name);
  await mkdir(run);
  await putLog(run, bytesOf(syntheticLog(course).map(withConfusion)));
  return run;
};

describe('thwc plot', () => {
  it('draws the curves into the folder of the first run, and says where the runs stand', async () => {
    await inFolder(async (folder) => {
      const a = await putRun(folder, 'a', { sets: ['3 digits', '5 digits'] });
      const b = await putRun(folder, 'b', { seed: 2, lines: 90, videos: 900, evaluations: 0 });
      const { code, stdout, stderr } = await thwc('plot', a, b);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [wrote, empty, head, first, second, ...rest] = stdout.split('\n');
      expect([wrote, empty, rest]).toEqual([join(a, 'curves.svg'), '', ['']]);
      expect(head).toMatch(/^run +videos +loss +training +3 digits +5 digits$/);
      expect(first).toMatch(/^a +60,000 +\d\.\d+ +\d+\.\d % +\d+\.\d % +\d+\.\d %$/);
      expect(second).toMatch(/^b +900 +\d\.\d+ +\d+\.\d % +– +–$/);
      expect(parseSvg(await readFile(join(a, 'curves.svg'), 'utf8')).name).toBe('svg');
      expect([await filesIn(a), await filesIn(b)]).toEqual([['curves.svg', 'log.jsonl'], ['log.jsonl']]);
    });
  });

  it('writes PNG, and the confusion matrices beside it, when asked to', async () => {
    await inFolder(async (folder) => {
      const run = await putRun(folder, 'a', { lines: 20, evaluations: 2 });
      const out = join(folder, 'Both.PNG');
      const { code, stdout } = await thwc('plot', run, '--out', out, '--confusion');
      expect(code).toBe(0);
      expect(stdout.split('\n').slice(0, 2)).toEqual([out, join(folder, 'Both-confusion.PNG')]);
      expect(await filesIn(folder)).toEqual(['Both-confusion.PNG', 'Both.PNG', 'a']);
      for (const name of ['Both.PNG', 'Both-confusion.PNG']) {
        expect((await readFile(join(folder, name))).subarray(0, 4)).toEqual(
          Buffer.from('\u0089PNG', 'latin1'),
        );
      }
    });
  });

  it('takes a run that is named twice once, and one whose last line is cut short', async () => {
    await inFolder(async (folder) => {
      const run = await putRun(folder, 'a', { lines: 5, evaluations: 0 });
      await writeFile(join(run, 'log.jsonl'), '{"kind":"tr', { flag: 'a' });
      const { code, stdout } = await thwc('plot', run, `${run}/`);
      expect(code).toBe(0);
      expect(stdout.split('\n').slice(3)).toEqual([
        expect.stringMatching(/^a /),
        '',
        'a: line 7 is cut short and left out',
        '',
      ]);
    });
  });

  it('refuses in one line, with nothing written', async () => {
    await inFolder(async (folder) => {
      const good = await putRun(folder, 'good', { lines: 5, evaluations: 0 });
      const bad = join(folder, 'bad');
      await mkdir(bad);
      await writeFile(join(bad, 'log.jsonl'), '{"kind":"train"}\n');
      expectRefusal(await thwc('plot', good, bad), /bad\/log\.jsonl:1: digits: /);
      expectRefusal(await thwc('plot', good, '--out', join(folder, 'a.gif')), /a\.gif: expected a name/);
      expect([await filesIn(folder), await filesIn(good)]).toEqual([['bad', 'good'], ['log.jsonl']]);
    });
  });

  it.each([[['plot']], [['plot', 'a', '--bogus']], [['plot', '']]])(
    'refuses to be called as %j',
    async (args) => {
      expectRefusal(await thwc(...args), /^thwc: /);
    },
  );
});

/** What is said of something that can not be plotted. */
const refusal = (options: Partial<PlotOptions>): Promise<string | undefined> =>
  plot({ runs: [], confusion: false, ...options }).then((said) => `not refused: ${said}`, explain);

describe('plotting', () => {
  it.each([
    ['curves.gif', /curves\.gif: expected a name that ends in \.svg or \.png/],
    ['curves', /curves: expected a name that ends in/],
    ['.svg', /\.svg: expected a name that ends in/],
    ['none/curves.svg', /none\/curves\.svg: .*no such file/],
    ['folder.svg', /folder\.svg: writing: .*directory/],
  ])('refuses to write %j, and writes nothing', async (name, message) => {
    await inFolder(async (folder) => {
      const run = await putRun(folder, 'a', { lines: 5, evaluations: 0 });
      await mkdir(join(folder, 'folder.svg'));
      expect(await refusal({ runs: [run], out: join(folder, name) })).toMatch(message);
      expect([await filesIn(folder), await filesIn(run)]).toEqual([['a', 'folder.svg'], ['log.jsonl']]);
    });
  });

  it('refuses runs without a log, with nothing in it, or with a broken one, and writes nothing', async () => {
    await inFolder(async (folder) => {
      const good = await putRun(folder, 'good', { lines: 5, evaluations: 0 });
      const states: readonly (readonly [string, string | undefined, RegExp])[] = [
        ['missing', undefined, /missing: no log\.jsonl in it: not the folder of a run$/],
        ['empty', '', /empty\/log\.jsonl: nothing to draw/],
        ['torn', '{"kind":"train"', /torn\/log\.jsonl: nothing to draw/],
        ['broken', '{"kind":"train"}\n', /broken\/log\.jsonl:1: digits: /],
      ];
      for (const [name, text, message] of states) {
        const run = join(folder, name);
        await mkdir(run);
        if (text !== undefined) await writeFile(join(run, 'log.jsonl'), text);
        expect(await refusal({ runs: [good, run] })).toMatch(message);
        expect(await refusal({ runs: [run, good] })).toMatch(message);
        expect(await filesIn(run)).toEqual(text === undefined ? [] : ['log.jsonl']);
      }
      expect(await refusal({ runs: [good, join(folder, 'none')] })).toMatch(/none: no such folder$/);
      expect(await refusal({ runs: [good], confusion: true })).toBe(
        'no run has a confusion matrix in its log',
      );
      expect(await refusal({ runs: [good], out: '' })).toBe('--out is empty');
      expect(await filesIn(good)).toEqual(['log.jsonl']);
    });
  });
});

describe('the table of runs', () => {
  const lines = (entries: readonly LogEntry[]): readonly string[] =>
    runTable([{ name: 'a', entries }]).split('\n');

  it('shows the last of everything, also what is not finite', () => {
    const [head, row] = lines(syntheticLog({ diverges: true, sets: ['x'] }));
    expect(head).toMatch(/^run +videos +loss +training +x$/);
    expect(row).toMatch(/^a +60,000 +NaN +/);
  });

  it('shows pre-training while there is nothing else', () => {
    expect(lines(syntheticLog({ pretraining: 4, lines: 0, evaluations: 0 }))[1]).toMatch(
      /^a \(pre-training\) +32,000 /,
    );
  });

  it('prints nothing that a terminal would act on', () => {
    expect(lines(syntheticLog({ sets: ['\u001b[31mred\n'] })).join('|')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
