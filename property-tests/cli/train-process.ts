/** `thwc train`, and others that train, as a process of its own, to be killed. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import { type LogEntry, readRunLog } from '../../src/cli/log/index.ts';
import type { Outcome } from './process.ts';

const root = join(import.meta.dirname, '../..');

export interface Ended extends Outcome {
  readonly signal: NodeJS.Signals | null;
}

export interface Running {
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
  readonly isOver: () => boolean;
}

/** Starts it, without the shell of tsx between, so that signals go to it; `before` are commands of bash, such as a limit. */
export const startTraining = (args: readonly string[], before = ''): Running =>
  startThwc(['train', ...args], before);

/** The same for any command. */
export const startThwc = (args: readonly string[], before = ''): Running => {
  const node = [process.execPath, '--import', 'tsx', join(root, 'src/cli/main.ts'), ...args];
  const child = spawn('bash', ['-c', `${before} exec "$@"`, '-', ...node], {
    cwd: root,
    // A limit on the size of files is none of the cache's business.
    env: { ...process.env, TSX_DISABLE_CACHE: before === '' ? '' : '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text.stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text.stderr += part;
  });
  let over = false;
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject).on('close', (code, signal) => {
      over = true;
      resolve({ code, signal, ...text });
    });
  });
  return { kill: (signal) => child.kill(signal), ended, isOver: () => over };
};

/** The log of a run that may be under way; nothing where there is none yet. */
export const logOf = async (folder: string): Promise<readonly LogEntry[]> => {
  const log = await readRunLog(folder)();
  return E.isRight(log) ? log.right.entries : [];
};

/** Waits until the log shows something, or the process is over. */
export const until = async (
  { isOver }: Running,
  folder: string,
  shows: (log: readonly LogEntry[]) => boolean,
): Promise<void> => {
  while (!isOver() && !shows(await logOf(folder))) await setTimeout(10);
};
