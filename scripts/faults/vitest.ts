import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Tree } from './tree.ts';

/** How a run of tests ended. */
export interface Outcome {
  readonly passed: number;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Files that could not even be loaded: no test said anything. */
  readonly unloaded: readonly string[];
  readonly hung: boolean;
  readonly seconds: number;
}

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** A run of a few files that takes longer than this hangs: the fault was noticed. */
const patience = 120_000;

const settings = {
  ...process.env,
  FC_RUNS: process.env.FC_RUNS ?? '30',
  FC_SEED: process.env.FC_SEED ?? '1',
};

/** Runs test files in a tree; `most` is the longest that it may take, in milliseconds. */
export const runTests = async (
  { path }: Tree,
  files: readonly string[],
  most = patience,
): Promise<Outcome> => {
  const output = join(path, 'outcome.json');
  await rm(output, { force: true });
  const started = performance.now();
  const hung = await new Promise<boolean>((resolve, reject) => {
    const args = [
      'run',
      ...files,
      '--root',
      path,
      '--reporter=json',
      `--outputFile=${output}`,
      '--maxWorkers=1',
    ];
    const child = spawn(join(path, 'node_modules/.bin/vitest'), args, {
      cwd: path,
      env: settings,
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), most);
    child.on('error', reject).on('close', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
  const seconds = (performance.now() - started) / 1000;
  const text = await readFile(output, 'utf8').catch(() => '{"testResults":[]}');
  const { testResults } = report.parse(JSON.parse(text));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.flatMap(({ fullName, status }) => (status === 'failed' ? [fullName] : [])),
    unloaded: testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.length === 0 ? [name] : [],
    ),
    hung,
    seconds,
  };
};
