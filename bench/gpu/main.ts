/** `npm run bench:gpu`: thwc on graphics processors beside its peers, in a page and in Node. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { engines, installPeers } from '../harness/setup.ts';
import { benchIn, type GpuBenchOptions } from './bench.ts';
import { nodePlace } from './node/place.ts';
import { bundleEntrant, pack } from './pack.ts';
import { chromiumPlace } from './page/place.ts';
import { type Run, readRuns } from './report/run.ts';
import { writeGpuReport } from './report/write.ts';

interface Flags {
  readonly quick?: boolean;
  readonly full?: boolean;
  readonly software: boolean;
  readonly where: 'page' | 'node' | 'both';
  readonly only?: readonly string[];
  readonly peers?: string;
  readonly add?: string;
  readonly pack?: string;
  readonly out?: string;
}

const flags: Flags = new Command('bench:gpu')
  .description('thwc on graphics processors beside TensorFlow.js and jax-js; writes docs/performance-gpu.md')
  .option('--quick', 'small sizes and few repeats (default: on a software adapter)')
  .option('--full', 'full sizes, on a software adapter, too')
  .option('--software', 'on SwiftShader, whatever else there is', false)
  .addOption(new Option('--where <place>', 'where it runs').choices(['page', 'node', 'both']).default('both'))
  .option('--only <text...>', 'tasks whose name or group holds one of these; writes nothing')
  .option('--peers <names>', 'entrants whose name holds one of these, separated by commas; writes nothing')
  .option('--add <file>', 'measures nothing: adds the runs of a performance-gpu.json from another machine')
  .option(
    '--pack <folder>',
    'measures nothing: writes a folder to be carried to a machine that has only Node',
  )
  .option('--out <folder>', 'where the report goes, whatever was asked for (default: docs)')
  .parse()
  .opts();

// Processes and browsers end with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
process.setMaxListeners(0);

// jax-js wants a newer Node than the library does.
const nodeOf = async (isSoftware: boolean) =>
  nodePlace(engines()['Node 24'] ?? process.execPath, await bundleEntrant(), isSoftware);

/** Measures in each place, and writes what was found there before it goes on to the next. */
const measureAll = async (folder: string, write: (runs: readonly Run[]) => void): Promise<boolean> => {
  installPeers();
  const { quick, full, only, peers, where, software } = flags;
  const options: GpuBenchOptions = {
    isQuick: quick === true ? true : full === true ? false : undefined,
    only,
    peers: peers?.split(',').map((name) => name.trim()),
    folder,
    command: ['npm run bench:gpu --', ...process.argv.slice(2)].join(' ').replace(/ --$/, ''),
  };
  const places = [
    ...(where === 'node' ? [] : [() => chromiumPlace(folder, software)]),
    ...(where === 'page' ? [] : [() => nodeOf(software)]),
  ];
  let isAny = false;
  for (const open of places) {
    const run = await benchIn(await open(), options);
    if (run === undefined) continue;
    isAny = true;
    write([run]);
  }
  return isAny;
};

const report = async (folder: string): Promise<void> => {
  const out = flags.out ?? (flags.only === undefined && flags.peers === undefined ? 'docs' : undefined);
  const write = (runs: readonly Run[]): void => {
    if (out !== undefined) writeGpuReport(runs, out);
  };
  if (flags.add !== undefined) write(readRuns(flags.add));
  // Nothing measured is a failure: nobody should take an old page for a new one.
  else process.exitCode = (await measureAll(folder, write)) ? 0 : 1;
};

const folder = mkdtempSync(join(tmpdir(), 'thwc-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
if (flags.pack === undefined) await report(folder);
else {
  installPeers();
  await pack(flags.pack);
}
