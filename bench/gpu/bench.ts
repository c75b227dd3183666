import { join } from 'node:path';
import type { Effort } from '../harness/measure.ts';
import { summary } from '../report/summary.ts';
import { type EntrantName, entrantNames } from './entrants.ts';
import { machineLine } from './machine.ts';
import { measureIn } from './measure-in.ts';
import type { Place, PlaceOrWhy } from './place.ts';
import type { Run, TaskRow } from './report/run.ts';
import { type GpuTask, gpuTasks } from './tasks.ts';

export interface GpuBenchOptions {
  /** Small sizes; `undefined`: where the adapter is software. */
  readonly isQuick: boolean | undefined;
  readonly only: readonly string[] | undefined;
  readonly peers: readonly string[] | undefined;
  /** Where files of numbers go. */
  readonly folder: string;
  readonly command: string;
}

const effortOf = (isQuick: boolean): Effort =>
  isQuick
    ? { rounds: 3, roundMs: 40, slowMs: 500, tolerance: 1e-3, seconds: 120 }
    : { rounds: 9, roundMs: 100, slowMs: 2000, tolerance: 1e-3, seconds: 240 };

const holds = (wanted: readonly string[] | undefined, ...names: readonly string[]): boolean =>
  wanted === undefined || wanted.some((text) => names.some((name) => name.includes(text)));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const runTasks = async (
  place: Place,
  tasks: readonly GpuTask[],
  isQuick: boolean,
  options: GpuBenchOptions,
) => {
  const names: readonly EntrantName[] = entrantNames.filter((name) => holds(options.peers, name));
  const rows: TaskRow[] = [];
  const versions = new Map<string, string>();
  for (const { maker, amount, unit } of tasks) {
    if (!holds(options.only, maker.name, maker.group)) continue;
    try {
      const file = join(options.folder, 'numbers.f32');
      const result = await measureIn(place, await maker.make(), names, file, effortOf(isQuick));
      for (const [name, version] of result.versions) versions.set(name, version);
      rows.push({ ...result.measured, amount, unit });
      process.stderr.write(`${summary(result.measured)}\n`);
    } catch (error) {
      const results = names.map((participant) => ({ participant, error: messageOf(error) }));
      rows.push({ task: maker.name, group: maker.group, notes: {}, results, amount, unit });
      process.stderr.write(`${maker.name}: ${messageOf(error)}\n`);
    }
  }
  return { rows, versions };
};

/** All tasks in one place; `undefined` where there is no such place. */
export const benchIn = async (found: PlaceOrWhy, options: GpuBenchOptions): Promise<Run | undefined> => {
  if ('error' in found) {
    process.stderr.write(`bench:gpu: NOT MEASURED in ${found.kind}: ${found.error}\n`);
    return undefined;
  }
  const { kind, title, adapter } = found;
  const isQuick = options.isQuick ?? adapter.isSoftware;
  process.stderr.write(
    `bench:gpu: ${title} on ${adapter.name}${adapter.isSoftware ? ' (SOFTWARE)' : ''}, ${isQuick ? 'quick' : 'full'} sizes\n`,
  );
  try {
    const machine = machineLine();
    const { rows, versions } = await runTasks(found, gpuTasks(isQuick), isQuick, options);
    if (rows.length === 0) {
      process.stderr.write('bench:gpu: no task is called so\n');
      return undefined;
    }
    return {
      kind,
      title,
      adapter: adapter.name,
      isSoftware: adapter.isSoftware,
      isQuick,
      date: new Date().toISOString().slice(0, 10),
      command: options.command,
      machine,
      versions: Object.fromEntries(versions),
      rows,
    };
  } finally {
    await found.end();
  }
};
