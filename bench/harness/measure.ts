import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Job, Placed } from '../graph/graph.ts';
import type { Task } from '../tasks/task.ts';
import { worstDifference } from './check.ts';
import { median } from './median.ts';
import type { Running } from './process.ts';

/** What came of a participant's work on a task. */
export interface Result {
  readonly participant: string;
  /** Median of the rounds, each the mean of its runs. */
  readonly ms?: number;
  /** The fastest and the slowest round. */
  readonly range?: readonly [number, number];
  /** The largest difference from the reference outputs, relative to their largest number. */
  readonly difference?: number;
  /** How long the first outputs took, with all that is compiled for them. */
  readonly firstMs?: number;
  readonly error?: string;
}

export interface Measured {
  readonly task: string;
  readonly group: string;
  readonly results: readonly Result[];
  /** Operations and bytes: `cost`'s count of our program, and the fewest that the task's products take. */
  readonly notes: { readonly [name: string]: number };
}

export interface Effort {
  readonly rounds: number;
  /** About how long the runs of a round go on. */
  readonly roundMs: number;
  /** A participant that is slower has only this many rounds, of one run. */
  readonly slowMs: number;
  readonly tolerance: number;
  /** How long a participant may take to prepare a task. */
  readonly seconds: number;
}

const mean = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Writes a task's numbers where all participants read them. */
const jobOf = (task: Task, file: string): Job => {
  const placed: Record<string, Placed> = {};
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, { shape, data }] of task.tensors) {
    const numbers = data instanceof Float32Array ? data : Float32Array.from(data, Number);
    placed[name] = { shape: [...shape], offset };
    parts.push(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength));
    offset += numbers.length;
  }
  writeFileSync(file, Buffer.concat(parts));
  const { name, mode, graph, own } = task;
  return { task: name, mode, graph, own, tensors: placed, file };
};

interface Ready {
  readonly running: Running;
  readonly outputs: readonly Float32Array[];
  readonly firstMs: number;
  readonly notes: { readonly [name: string]: number };
}

const readOutputs = (file: string, sizes: readonly number[]): readonly Float32Array[] => {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const numbers = new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength));
  rmSync(file);
  let next = 0;
  return sizes.map((n) => {
    next += n;
    return numbers.slice(next - n, next);
  });
};

/** Prepares a task everywhere, compares the outputs, then times in rounds: A B C A B C … */
export const measure = async (
  task: Task,
  all: readonly Running[],
  file: string,
  { rounds, roundMs, slowMs, tolerance: usual, seconds }: Effort,
): Promise<Measured> => {
  const tolerance = task.tolerance ?? usual;
  const job = jobOf(task, file);
  const failed = new Map<string, string>();
  const ready: Ready[] = [];
  for (const running of all) {
    const {
      outputs,
      file: made,
      firstMs = Number.NaN,
      notes = {},
      error,
    } = await running.ask({ prepare: job }, seconds);
    if (outputs === undefined || made === undefined)
      failed.set(running.participant.name, error ?? 'no outputs');
    else ready.push({ running, outputs: readOutputs(made, outputs), firstMs, notes });
  }
  rmSync(file);
  // Every library has one vote on what is right: all are compared with the one nearest to the others.
  const voters = new Map([...ready].reverse().map((r) => [r.running.participant.peer, r.outputs] as const));
  const standard = task.expected ?? middleOf([...voters.values()]);
  const differences = new Map(
    ready.map(
      ({ running, outputs }) => [running.participant.name, worstDifference(standard, outputs)] as const,
    ),
  );
  const right = ready.filter(
    ({ running }) => (differences.get(running.participant.name) ?? Number.NaN) <= tolerance,
  );
  const times = new Map<string, number[]>();
  const runs = new Map<string, number>();
  for (let round = -1; round < rounds; round++) {
    for (const { running } of right) {
      const { name } = running.participant;
      if (failed.has(name)) continue;
      const n = runs.get(name) ?? 0;
      const before = times.get(name) ?? [];
      if (before.length >= 3 && median(before) > slowMs) continue;
      if (before.length >= 1 && median(before) > 5 * slowMs) continue;
      // The round before the first warms up and finds how many runs fill a round.
      const { ms, error } = await running.ask({ run: round < 0 ? 1 : n }, 300);
      if (ms === undefined) {
        failed.set(name, error ?? 'no times');
        continue;
      }
      if (round >= 0) times.set(name, [...before, mean(ms)]);
      else {
        const isSlow = mean(ms) > slowMs;
        const few = Math.min(50, Math.ceil(roundMs / 4 / mean(ms)));
        const guess = isSlow ? { ms } : await running.ask({ run: few }, 300);
        runs.set(name, Math.max(1, Math.round(roundMs / mean(guess.ms ?? ms))));
      }
    }
  }
  const results = all.map(({ participant: { name } }): Result => {
    const [error, difference, list = []] = [failed.get(name), differences.get(name), times.get(name)];
    if (error !== undefined) return { participant: name, error };
    if (difference === undefined) return { participant: name, error: 'was not compared' };
    if (!(difference <= tolerance)) return { participant: name, difference, error: 'other numbers' };
    const firstMs = ready.find(({ running }) => running.participant.name === name)?.firstMs ?? Number.NaN;
    const range = [Math.min(...list), Math.max(...list)] as const;
    return { participant: name, difference, firstMs, ms: median(list), range };
  });
  const notes = ready.find(({ notes }) => notes.operations !== undefined)?.notes ?? {};
  const fewest = task.operations === undefined ? {} : { fewest: task.operations };
  return { task: task.name, group: task.group, results, notes: { ...notes, ...fewest } };
};

/** Of several participants' outputs, those with the smallest median difference from all others'. */
const middleOf = (all: readonly (readonly Float32Array[])[]): readonly Float32Array[] => {
  const scored = all.map((x) => ({ x, score: median(all.map((y) => worstDifference(x, y))) }));
  return scored.reduce((a, b) => (b.score < a.score ? b : a), {
    x: all[0] ?? [],
    score: Number.POSITIVE_INFINITY,
  }).x;
};
