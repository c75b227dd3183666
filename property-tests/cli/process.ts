/** The command as a process of its own. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';

const root = join(import.meta.dirname, '../..');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = (node: readonly string[], args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const command = [...node, join(root, 'src/cli/main.ts'), ...args];
    const child = spawn(join(root, 'node_modules/.bin/tsx'), command, { stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text.stdout += part;
    });
    child.stderr.setEncoding('utf8').on('data', (part: string) => {
      text.stderr += part;
    });
    child.on('error', reject).on('close', (code) => resolve({ code, ...text }));
  });

/** Runs the command. */
export const thwc = (...args: readonly string[]): Promise<Outcome> => running([], args);

/** Runs the command in a process that imports a module first. */
export const thwcAfter = (module: string, ...args: readonly string[]): Promise<Outcome> =>
  running(['--import', module], args);

/** Exit code 2, one line that starts with the command's name, nothing else. */
export const expectRefusal = ({ code, stdout, stderr }: Outcome, message: RegExp): void => {
  expect(stderr).toMatch(/^thwc: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
};
