import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/cli/log/index.ts';
import { logPath, openRunLog, readRunLog, renderRunLogError, rewindRunLog } from '../../src/cli/log/index.ts';
import { leftOf, rightOf } from '../io/support.ts';
import { filesIn, inFolder } from './files.ts';
import { ascending, bytesOf, checkpointAt, logs, putLog } from './run-log-support.ts';

/** A log with one of its own steps, or one between or beyond them. */
const rewinds = (some: fc.Arbitrary<readonly LogEntry[]>) =>
  some.chain((log) =>
    fc.tuple(
      fc.constant(log),
      fc.oneof(fc.nat({ max: 1_000_000 }), fc.constantFrom(0, ...log.map(({ step }) => step))),
    ),
  );

describe('rewinding a log to a step', () => {
  it('keeps exactly the entries up to it', async () => {
    await fc.assert(
      fc.asyncProperty(rewinds(logs(8)), ([log, step]) =>
        inFolder(async (folder) => {
          await putLog(folder, bytesOf(log));
          const kept = log.filter((entry) => entry.step <= step);
          expect(rightOf(await rewindRunLog(folder, step)())).toEqual({
            kept: kept.length,
            dropped: log.length - kept.length,
            torn: undefined,
          });
          expect(rightOf(await readRunLog(folder)()).entries).toEqual(kept);
          expect(await filesIn(folder)).toEqual(['log.jsonl']);
        }),
      ),
    );
  });

  it('twice rewinds to the earlier of two steps', async () => {
    await fc.assert(
      fc.asyncProperty(rewinds(logs(8)), fc.nat({ max: 1_000_000 }), ([log, a], b) =>
        inFolder(async (folder) => {
          await putLog(folder, bytesOf(log));
          for (const step of [a, b]) rightOf(await rewindRunLog(folder, step)());
          const twice = await readFile(logPath(folder));
          await putLog(folder, bytesOf(log));
          rightOf(await rewindRunLog(folder, Math.min(a, b))());
          expect(await readFile(logPath(folder))).toEqual(twice);
        }),
      ),
    );
  });

  it('and writing the same again gives the same bytes, wherever the process was killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        rewinds(ascending(8)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([log, step], where) =>
          inFolder(async (folder) => {
            const before = bytesOf(log.filter((entry) => entry.step <= step));
            const whole = bytesOf(log);
            // Killed at any byte after the checkpoint of the step.
            const cut = before.length + Math.floor(where * (whole.length - before.length));
            await putLog(folder, whole.subarray(0, cut));
            rightOf(await rewindRunLog(folder, step)());
            const { append } = rightOf(await openRunLog(folder)());
            for (const entry of log) if (entry.step > step) rightOf(await append(entry)());
            expect(Buffer.compare(await readFile(logPath(folder)), whole)).toBe(0);
          }),
      ),
    );
  });

  it('drops a torn tail, and says so', async () => {
    await inFolder(async (folder) => {
      const whole = bytesOf([checkpointAt(1), checkpointAt(2)]);
      await putLog(folder, whole.subarray(0, -1));
      expect(rightOf(await rewindRunLog(folder, 9)())).toEqual({
        kept: 1,
        dropped: 0,
        torn: { line: 2, bytes: whole.length / 2 - 1 },
      });
      expect(rightOf(await readRunLog(folder)())).toEqual({ entries: [checkpointAt(1)], torn: undefined });
    });
  });

  it('keeps what it does not know of the lines that stay', async () => {
    await inFolder(async (folder) => {
      const line = '{"step":1, "kind":"checkpoint","videos":16,"file":"a","size":3}\n';
      await putLog(folder, Buffer.concat([Buffer.from(line), bytesOf([checkpointAt(2)])]));
      rightOf(await rewindRunLog(folder, 1)());
      expect(await readFile(logPath(folder), 'utf8')).toBe(line);
    });
  });

  it('does not touch a log that has nothing to lose', async () => {
    await inFolder(async (folder) => {
      await putLog(folder, bytesOf([checkpointAt(1)]));
      const before = await stat(logPath(folder), { bigint: true });
      rightOf(await rewindRunLog(folder, 1)());
      const after = await stat(logPath(folder), { bigint: true });
      expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
    });
  });

  it('leaves a log alone that it can not read, or that is not there', async () => {
    await inFolder(async (folder) => {
      const bytes = Buffer.concat([
        bytesOf([checkpointAt(1)]),
        Buffer.from('x\n'),
        bytesOf([checkpointAt(2)]),
      ]);
      await putLog(folder, bytes);
      expect(renderRunLogError(leftOf(await rewindRunLog(folder, 0)()))).toMatch(/log.jsonl:2: not JSON$/);
      expect(Buffer.compare(await readFile(logPath(folder)), bytes)).toBe(0);
      const none = join(folder, 'none');
      expect(renderRunLogError(leftOf(await rewindRunLog(none, 0)()))).toBe(`${none}: no such folder`);
    });
  });
});
