import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Job } from '../graph/graph.ts';
import type { Participant } from './participants.ts';

/** What a participant says. */
export interface Reply {
  readonly ready?: string;
  readonly outputs?: readonly number[];
  readonly file?: string;
  /** How long the first outputs took, with all that is compiled for them. */
  readonly firstMs?: number;
  readonly notes?: { readonly [name: string]: number };
  readonly ms?: readonly number[];
  readonly error?: string;
}

/** A participant's process. It is stopped whenever it is not asked: nobody's threads spin beside another's run. */
export interface Running {
  readonly participant: Participant;
  readonly version: string;
  readonly ask: (
    request: { readonly prepare: Job } | { readonly run: number },
    seconds: number,
  ) => Promise<Reply>;
  readonly end: () => void;
}

/** The last line of what a process said before it died, for the table. */
const lastLine = (text: string): string => text.trim().split('\n').pop()?.slice(0, 200) ?? '';

/** Starts a process and waits until it is ready; an error says why it is not. */
export const start = async (
  participant: Participant,
  command: string,
  args: readonly string[],
): Promise<Running | { readonly participant: Participant; readonly error: string }> => {
  const child: ChildProcess = spawn(command, [...args], {
    env: { ...process.env, ...participant.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('pipes are missing');
  // A process that is stopped would outlive this one.
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  process.on('exit', kill);
  let said = '';
  stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  stdin.on('error', () => {});
  let heard: ((reply: Reply) => void) | undefined;
  const answered = (reply: Reply): void => {
    const listener = heard;
    heard = undefined;
    listener?.(reply);
  };
  createInterface({ input: stdout }).on('line', (line) => {
    // Libraries may print, too.
    if (line.startsWith('{')) answered(JSON.parse(line));
  });
  let ended = false;
  child.on('exit', (code, signal) => {
    ended = true;
    process.off('exit', kill);
    answered({ error: `ended (${signal ?? code}): ${lastLine(said)}` });
  });
  const next = (seconds: number): Promise<Reply> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        kill();
        answered({ error: `no answer within ${seconds} s` });
      }, seconds * 1000);
      heard = (reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
    });
  const first = await next(60);
  if (first.ready === undefined) return { participant, error: first.error ?? 'it did not start' };
  child.kill('SIGSTOP');
  return {
    participant,
    version: first.ready,
    ask: async (request, seconds) => {
      if (ended) return { error: `ended: ${lastLine(said)}` };
      const reply = next(seconds);
      child.kill('SIGCONT');
      stdin.write(`${JSON.stringify(request)}\n`);
      const result = await reply;
      if (!ended) child.kill('SIGSTOP');
      return result;
    },
    end: kill,
  };
};
