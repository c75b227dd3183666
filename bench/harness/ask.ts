import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Answer, Question } from '../figures/figure.ts';
import type { Participant } from './participants.ts';

const run = promisify(execFile);

/** Asks a fresh process, of a participant's engine and settings, for a figure. */
export const ask = async (
  { flags, env }: Participant,
  node: string,
  script: string,
  question: Question,
): Promise<Answer> => {
  const { stdout } = await run(node, [...flags, script, JSON.stringify(question)], {
    env: { ...process.env, ...env },
    timeout: 600_000,
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout);
};
