/** Steps of a check: named, timed, and stopping at the first that fails. */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';

/** Something the package gets wrong. */
export class PackageProblem extends Error {
  override readonly name = 'PackageProblem';
}

/** Runs a command and gives its standard output; everything it said where it fails. */
export const command = (what: string, args: readonly string[], options: SpawnSyncOptions = {}): string => {
  const { stdout, stderr, status, error } = spawnSync(what, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) {
    throw new PackageProblem(`${[what, ...args].join(' ')} exits with ${status}\n${stdout}${stderr}`);
  }
  return String(stdout);
};

/** Runs a Node program. */
export const node = (args: readonly string[], options: SpawnSyncOptions = {}): string =>
  command(process.execPath, args, options);

/** Does a step and says how it went. */
export const step = async <A>(name: string, f: () => A | Promise<A>): Promise<A> => {
  const started = performance.now();
  const result = await f();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`✓ ${name}${typeof result === 'string' && result !== '' ? `: ${result}` : ''} (${seconds} s)`);
  return result;
};
