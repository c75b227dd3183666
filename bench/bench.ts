import { join } from 'node:path';
import { askFigure, type Figure, figureTasks } from './figures/index.ts';
import { type Effort, type Measured, measure } from './harness/measure.ts';
import { type Participant, participants } from './harness/participants.ts';
import { type Running, start } from './harness/process.ts';
import { benchFolder, bundle, bundleTfjs, engines, installPeers, python } from './harness/setup.ts';
import type { Report } from './report/data.ts';
import { machineLines } from './report/machine.ts';
import { summary } from './report/summary.ts';
import { writeReport } from './report/write.ts';
import { allTasks } from './tasks/index.ts';

export interface BenchOptions {
  readonly quick: boolean;
  readonly only: readonly string[] | undefined;
  readonly peers: readonly string[] | undefined;
  /** Where files of numbers go. */
  readonly folder: string;
  /** Where the report goes. */
  readonly out: string | undefined;
}

const effortOf = (quick: boolean): Effort =>
  quick
    ? { rounds: 3, roundMs: 10, slowMs: 500, tolerance: 1e-3, seconds: 20 }
    : { rounds: 9, roundMs: 80, slowMs: 1500, tolerance: 1e-3, seconds: 240 };

const holds = (wanted: readonly string[] | undefined, ...names: readonly string[]): boolean =>
  wanted === undefined || wanted.some((text) => names.some((name) => name.includes(text)));

type Started = Awaited<ReturnType<typeof start>>;

const startAll = async (peers: readonly string[] | undefined): Promise<readonly Started[]> => {
  const [executables, interpreter] = [engines(), python()];
  const bundles = new Map<string, string>();
  const scriptOf = async (script: string): Promise<string> => {
    const path = bundles.get(script) ?? (await bundle(`participants/${script}`));
    bundles.set(script, path);
    return path;
  };
  const begin = async (participant: Participant): Promise<Started> => {
    const { script, engine, flags } = participant;
    if (script.endsWith('.py')) {
      if (interpreter === undefined) return { participant, error: "the system's python3 has no torch" };
      return start(participant, interpreter, [join(benchFolder, 'participants', script)]);
    }
    const node = executables[engine];
    if (node === undefined) return { participant, error: `${engine} is not there` };
    return start(participant, node, [...flags, await scriptOf(script)]);
  };
  const started: Started[] = [];
  for (const participant of participants)
    if (holds(peers, participant.name)) started.push(await begin(participant));
  return started;
};

const measureAll = async (running: readonly Running[], { quick, only, folder }: BenchOptions) => {
  const measured: Measured[] = [];
  for (const { name, group, make } of allTasks(quick)) {
    if (!holds(only, name, group)) continue;
    const result = await measure(await make(), running, join(folder, 'numbers.f32'), effortOf(quick));
    measured.push(result);
    process.stderr.write(`${summary(result)}\n`);
  }
  return measured;
};

const drawAll = async ({ quick, only, peers }: BenchOptions): Promise<readonly Figure[]> => {
  const executables = engines();
  const script = await bundle('figures/main.ts');
  const figures: Figure[] = [];
  for (const task of figureTasks(quick, participants)) {
    if (!holds(only, task.name) || !holds(peers, task.participant.name)) continue;
    const figure = await askFigure(task, executables[task.participant.engine] ?? process.execPath, script);
    figures.push(figure);
    process.stderr.write(
      `${task.name}, ${task.participant.name}: ${JSON.stringify(figure.answer ?? figure.error)}\n`,
    );
  }
  return figures;
};

/** Runs the tasks and the figures, and writes the report where one is wanted. */
export const bench = async (options: BenchOptions): Promise<void> => {
  installPeers();
  await bundleTfjs();
  const started = await startAll(options.peers);
  const running = started.filter((s): s is Running => 'ask' in s);
  for (const s of started)
    if (!('ask' in s)) process.stderr.write(`bench: ${s.participant.name}: ${s.error}\n`);
  const measured = await measureAll(running, options);
  for (const { end } of running) end();
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    command: ['npm run bench', ...process.argv.slice(2)].join(' '),
    machine: machineLines(engines()),
    participants: started.map((s) =>
      'ask' in s ? { ...s.participant, version: s.version } : { ...s.participant, error: s.error },
    ),
    measured,
    figures: await drawAll(options),
  };
  if (options.out !== undefined) await writeReport(report, options.out);
};
