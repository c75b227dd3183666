/** Training runs of a second, inside the test's own process. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { vi } from 'vitest';
import { defaultBackend, openBackend } from '../../src/cli/backends.ts';
import { type Layer, over } from '../../src/cli/json-config/layers.ts';
import type { LogEntry, RunLog } from '../../src/cli/log/index.ts';
import { addReproduceCommand } from '../../src/cli/reproduce/command.ts';
import { runCommand, strict } from '../../src/cli/run.ts';
import { type Checkpoint, readCheckpoint } from '../../src/cli/train/checkpoint.ts';
import { checkpointsIn } from '../../src/cli/train/checkpoints.ts';
import { addTrainCommand } from '../../src/cli/train/command.ts';
import type { TrainConfig, TrainSettings } from '../../src/cli/train/config/index.ts';
import { addEvalCommand } from '../../src/cli/train/eval-command.ts';
import { addExportCommand } from '../../src/cli/train/export-command.ts';
import { type Ending, type Session, train } from '../../src/cli/train/session.ts';
import type { Mnist, MnistSplit } from '../../src/data/mnist.ts';
import { mapEntries } from '../../src/models/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { blockMnist } from '../data/support.ts';
import { rightOf } from '../io/support.ts';
import type { Outcome } from './process.ts';
import { resolved } from './train-config-support.ts';

/**
 * Everything that a run does, as small as it gets: 3 steps of pre-training, then 6 of training over two stages, with a learning rate
 * that falls after every second step. Lines of the log, evaluations and checkpoints are due at different steps.
 */
export const smallest = {
  preset: 'tiny',
  data: { digits: 2, frames: 2 },
  curriculum: [{ videos: 4, digits: [2, 3] }],
  model: { dim: 3, scales: [1, 2], iterations: 1 },
  backbone: { filters: [1, 2] },
  pretrain: { videos: 6, batch: 2 },
  rate: { schedule: 'plateau', value: 0.01, warmUp: 2, window: 2, patience: 1, threshold: 0.5, factor: 0.5 },
  batch: 2,
  videos: 12,
  evaluate: { every: 8, videos: 2, digits: [2] },
  checkpoint: { every: 6 },
  log: { every: 4 },
} as const satisfies TrainSettings;

export const smallestSteps = 9;

/** The configuration of {@link smallest}, with other settings over it. */
export const configWith = (settings: Layer = {}): TrainConfig =>
  resolved({ file: { name: 'test', text: JSON.stringify(over(smallest, settings)) } });

/** A log in memory. */
export const memoryLog = (): RunLog & { readonly entries: LogEntry[] } => {
  const entries: LogEntry[] = [];
  return {
    path: 'memory',
    entries,
    append: (entry) => () => {
      entries.push(entry);
      return Promise.resolve(E.right(undefined));
    },
  };
};

export const silent: Session['watcher'] = {
  phase: () => undefined,
  step: () => undefined,
  evaluated: () => undefined,
};

/** Without threads beside it: who watches the backend is to see all that is computed. */
const { backend } = await openBackend(defaultBackend);

/** A session that goes on to its end, unless something of it is replaced. */
export const sessionOf = (folder: string, config: TrainConfig, other: Partial<Session> = {}): Session => ({
  folder,
  config,
  mnist: blockMnist,
  computing: { backend },
  start: undefined,
  log: memoryLog(),
  watcher: silent,
  interrupted: () => false,
  ...other,
});

/** Trains; what is not said is as in {@link sessionOf}. */
export const trained = (
  folder: string,
  config: TrainConfig,
  other: Partial<Session> = {},
  from?: Checkpoint,
): Promise<Ending> => train(sessionOf(folder, config, other), from);

/** How many digits each of `count` maps of a digit map's batch shows, to a thousandth. */
export const digitsShown = ({ data }: AnyValue, count: number): readonly number[] => {
  const [maps, size] = [Array.from(data), data.length / count];
  return Array.from({ length: count }, (_, i) => {
    const digits = maps
      .slice(i * size, (i + 1) * size)
      .reduce((sum, x, at) => sum + (at % mapEntries < 10 ? x / 4 : 0), 0);
    return Math.round(digits * 1e3) / 1e3;
  });
};

/** Interrupts a run after so many steps of this session. */
export const afterSteps = (steps: number): (() => boolean) => {
  let asked = 0;
  return () => asked++ >= steps;
};

/** The newest checkpoint of a folder; a broken one fails the test. */
export const newestIn = async (folder: string): Promise<Checkpoint> => {
  const [path] = await checkpointsIn(folder);
  if (path === undefined) throw new Error(`${folder} holds no checkpoint`);
  return rightOf(await readCheckpoint(path));
};

/** The lines that a run must write again to the letter when it goes on after a kill; what a clock says is not theirs. */
export const lasting = (log: readonly LogEntry[]): readonly unknown[] =>
  log
    .filter(({ kind }) => kind !== 'start' && kind !== 'stop')
    .map((entry) => ({ ...entry, seconds: undefined, cpuSeconds: undefined, videosPerSecond: undefined }));

const idx = (code: number, shape: readonly number[], data: Uint8Array): Uint8Array => {
  const sizes = shape.map((size) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(size);
    return bytes;
  });
  return Buffer.concat([Uint8Array.of(0, 0, code, shape.length), ...sizes, data]);
};

/** Writes MNIST as its four files; gives the folder. */
export const writeMnist = async (folder: string, { train, test }: Mnist = blockMnist): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const write = async (stem: string, { images, labels, size }: MnistSplit): Promise<void> => {
    await writeFile(join(folder, `${stem}-images-idx3-ubyte`), idx(8, [size, 28, 28], images));
    await writeFile(join(folder, `${stem}-labels-idx1-ubyte`), idx(8, [size], labels));
  };
  await write('train', train);
  await write('t10k', test);
  return folder;
};

/** `thwc train`, `thwc eval`, `thwc export` and `thwc reproduce`, without a process: what they print, and how they would exit. */
export const command = async (...args: readonly string[]): Promise<Outcome> => {
  const text = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((part) => {
      text[name] += String(part);
      return true;
    }),
  );
  const [argv, exitCode] = [process.argv, process.exitCode];
  process.argv = ['node', 'thwc', ...args];
  process.exitCode = undefined;
  try {
    const program = strict(new Command('thwc'));
    addTrainCommand(program);
    addEvalCommand(program);
    addExportCommand(program);
    addReproduceCommand(program);
    await runCommand(program);
    return { code: Number(process.exitCode ?? 0), ...text };
  } finally {
    process.argv = argv;
    process.exitCode = exitCode;
    for (const spy of spies) spy.mockRestore();
  }
};

/** For laws whose cases are whole runs. */
export const few = (cases: number): { readonly numRuns: number } => ({
  numRuns: Math.max(1, Math.round((cases * (fc.readConfigureGlobal()?.numRuns ?? 100)) / 100)),
});
