/** `npm start -- --backend gpujs…`, as a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-demo-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const start = async (out: string, backend: string) => {
  const own = ['--videos', '1', '--sample', '1', '--seed', '7'];
  const args = [join(root, 'demo/main.ts'), ...own, '--out', out, '--backend', backend];
  const child = spawn(join(root, 'node_modules/.bin/tsx'), args, { cwd: root });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text.stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    text.stderr += part;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  return { code, ...text };
};

/** Processes share the machine with whatever else it does. */
const patience = 180_000;

it('runs on gpu.js, says in which mode, and ends', { timeout: patience }, async () => {
  const { code, stdout, stderr } = await start(join(home, 'drawn'), 'gpujs:webasm');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/\n {2}backend +gpujs:webasm {2}\S/);
  // The demonstration itself compares the clip with the stream.
  expect(stdout).toMatch(/\n {2}video 0 +(?:the same bits|largest relative difference)/);
});

it('refuses a mode that is not here, and makes no folder', { timeout: patience }, async () => {
  const out = join(home, 'none');
  const { code, stdout, stderr } = await start(out, 'gpujs:webgl2');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(/^thwc: gpujs: mode webgl2: [^\n]+\n$/);
  expect(existsSync(out)).toBe(false);
});
