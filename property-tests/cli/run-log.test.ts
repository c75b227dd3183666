import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logPath, openRunLog, readRunLog, renderRunLogError } from '../../src/cli/log/index.ts';
import { parseLog } from '../../src/cli/log/read.ts';
import { leftOf, rightOf } from '../io/support.ts';
import { filesIn, inFolder } from './files.ts';
import { bytesOf, checkpointAt, linesOf, logs, putLog, refusalOf } from './run-log-support.ts';

describe('a log', () => {
  it('gives back what was appended, whatever the numbers', async () => {
    await fc.assert(
      fc.asyncProperty(logs(8), (log) =>
        inFolder(async (folder) => {
          const { append } = rightOf(await openRunLog(folder)());
          for (const entry of log) rightOf(await append(entry)());
          expect(rightOf(await readRunLog(folder)())).toEqual({ entries: log, torn: undefined });
        }),
      ),
    );
  });

  it('is lines of JSON, one for each entry', async () => {
    await fc.assert(
      fc.asyncProperty(logs(8), (log) =>
        inFolder(async (folder) => {
          const { append } = rightOf(await openRunLog(folder)());
          for (const entry of log) rightOf(await append(entry)());
          const lines = (await readFile(logPath(folder), 'utf8')).split('\n');
          expect(lines.pop()).toBe('');
          const kinds = lines.map((line): unknown => JSON.parse(line).kind);
          expect(kinds).toEqual(log.map(({ kind }) => kind));
        }),
      ),
    );
  });

  it('keeps the order in which appends are started, and the lines apart', async () => {
    await fc.assert(
      fc.asyncProperty(logs(12), (log) =>
        inFolder(async (folder) => {
          const { append } = rightOf(await openRunLog(folder)());
          for (const done of await Promise.all(log.map((entry) => append(entry)()))) rightOf(done);
          expect(rightOf(await readRunLog(folder)()).entries).toEqual(log);
        }),
      ),
    );
  });

  it('goes on where it is opened again', async () => {
    await fc.assert(
      fc.asyncProperty(logs(5), logs(5), (first, second) =>
        inFolder(async (folder) => {
          for (const part of [first, second]) {
            const { append } = rightOf(await openRunLog(folder)());
            for (const entry of part) rightOf(await append(entry)());
          }
          expect(rightOf(await readRunLog(folder)()).entries).toEqual([...first, ...second]);
        }),
      ),
    );
  });

  it('writes numbers that JSON has none for as words', () => {
    const entry = { kind: 'eval', step: 1, videos: 2, set: 'a', count: 3, top1: 0, top5: 1 } as const;
    const lossOf = (loss: number): unknown => JSON.parse(refusalOf({ ...entry, loss })).loss;
    expect([Number.NaN, Infinity, -Infinity, 1.5].map(lossOf)).toEqual(['NaN', 'Infinity', '-Infinity', 1.5]);
  });

  it('can be of a newer version, with fields that this one does not know', async () => {
    await inFolder(async (folder) => {
      await writeFile(logPath(folder), '{"kind":"checkpoint","step":1,"videos":16,"file":"a","size":3}\n');
      expect(rightOf(await readRunLog(folder)()).entries).toEqual([checkpointAt(1)]);
    });
  });
});

describe('a log cut short at any byte', () => {
  it('gives the entries that were whole, and says what it drops', () => {
    fc.assert(
      fc.property(logs(3), (log) => {
        const bytes = bytesOf(log);
        const lengths = linesOf(log).map(({ length }) => length);
        const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b));
        for (let cut = 0; cut <= bytes.length; cut++) {
          const whole = ends.filter((end) => end <= cut).length;
          const rest = cut - (ends[whole - 1] ?? 0);
          const { lines, torn } = rightOf(parseLog('a', bytes.subarray(0, cut)));
          expect(lines.length).toBe(whole);
          expect(torn).toEqual(rest === 0 ? undefined : { line: whole + 1, bytes: rest });
        }
      }),
    );
  });

  it('goes on with whole lines', async () => {
    await fc.assert(
      fc.asyncProperty(logs(4), fc.double({ min: 0, max: 1, noNaN: true }), (log, where) =>
        inFolder(async (folder) => {
          const bytes = bytesOf(log);
          await putLog(folder, bytes.subarray(0, Math.floor(where * bytes.length)));
          const before = rightOf(await readRunLog(folder)()).entries;
          expect(before).toEqual(log.slice(0, before.length));
          const { append } = rightOf(await openRunLog(folder)());
          expect(rightOf(await readRunLog(folder)())).toEqual({ entries: before, torn: undefined });
          rightOf(await append(checkpointAt(7))());
          const after = rightOf(await readRunLog(folder)());
          expect(after).toEqual({ entries: [...before, checkpointAt(7)], torn: undefined });
        }),
      ),
    );
  });

  it('is mended by an open log too, whose last append was cut short, however long the line', async () => {
    await inFolder(async (folder) => {
      const { append } = rightOf(await openRunLog(folder)());
      rightOf(await append(checkpointAt(1))());
      await writeFile(logPath(folder), `{"kind":"stop","message":"${'x'.repeat(200_000)}`, { flag: 'a' });
      rightOf(await append(checkpointAt(2))());
      expect(rightOf(await readRunLog(folder)()).entries).toEqual([checkpointAt(1), checkpointAt(2)]);
    });
  });
});

describe('a log with a line that can not be read', () => {
  it('is refused, with the number of the line', async () => {
    const bad = [
      'x',
      '',
      '{}',
      '{"kind":"fly","step":1}',
      '{"kind":"checkpoint","step":-1,"videos":0,"file":"a"}',
      '{"kind":"checkpoint","step":1.5,"videos":0,"file":"a"}',
      '{"kind":"eval","step":1,"videos":1,"set":"a","count":1,"loss":null,"top1":0,"top5":0}',
      '{"kind":"eval","step":1,"videos":1,"set":"a","count":1,"loss":1,"top1":45,"top5":0}',
      '{"kind":"eval","step":1,"videos":1,"set":"a","count":1,"loss":1,"top1":0,"top5":0,"confusion":[[1],[2]]}',
      '{"kind":"stop","step":1,"reason":"bored","message":""}',
      '[1]',
      'null',
    ].map((line) => new TextEncoder().encode(line));
    const notUtf8 = Uint8Array.of(0x22, 0xff, 0x22);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bad, notUtf8), logs(3), logs(3), (line, before, after) =>
        inFolder(async (folder) => {
          await putLog(folder, Buffer.concat([bytesOf(before), line, Buffer.from('\n'), bytesOf(after)]));
          const error = leftOf(await readRunLog(folder)());
          expect(error).toMatchObject({ _tag: 'BadLine', line: before.length + 1 });
          expect(renderRunLogError(error)).toContain(`log.jsonl:${before.length + 1}: `);
        }),
      ),
    );
  });

  it('is not written: an entry that could not be read again is refused', async () => {
    await inFolder(async (folder) => {
      const { append } = rightOf(await openRunLog(folder)());
      const entry = { kind: 'eval', step: 1, videos: 1, set: 'a', count: 1, loss: 1, top5: 1 } as const;
      for (const top1 of [-1, 45, Number.NaN]) {
        expect(renderRunLogError(leftOf(await append({ ...entry, top1 })()))).toMatch(
          /log.jsonl: not written: top1: /,
        );
      }
      expect(rightOf(await readRunLog(folder)()).entries).toEqual([]);
    });
  });
});

describe('a run that is not there', () => {
  it('is named in one clear error', async () => {
    await inFolder(async (folder) => {
      const none = join(folder, 'none');
      const file = join(folder, 'file');
      await writeFile(file, '');
      const message = async (path: string): Promise<readonly string[]> => [
        renderRunLogError(leftOf(await readRunLog(path)())),
        renderRunLogError(leftOf(await openRunLog(path)())),
      ];
      expect(await message(none)).toEqual([`${none}: no such folder`, `${none}: no such folder`]);
      expect(await message(file)).toEqual([`${file}: not a folder`, `${file}: not a folder`]);
      expect(renderRunLogError(leftOf(await readRunLog(folder)()))).toBe(
        `${folder}: no log.jsonl in it: not the folder of a run`,
      );
      expect(await filesIn(folder)).toEqual(['file']);
    });
  });

  it('is not made anew under a run that is going on', async () => {
    await inFolder(async (folder) => {
      const { append } = rightOf(await openRunLog(folder)());
      await rm(logPath(folder));
      expect(renderRunLogError(leftOf(await append(checkpointAt(1))()))).toMatch(
        /log.jsonl: writing: no such file/,
      );
      expect(await filesIn(folder)).toEqual([]);
    });
  });
});
