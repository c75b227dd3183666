/** What the library's own network takes: over time, by size, to compile, to do nothing. */
import { reference } from '../../src/backends/reference/index.ts';
import { add, compile, evaluate, randomKey, type Tensor, uniform, value } from '../../src/index.ts';
import { wellScaled } from '../../src/models/index.ts';
import { gridGraph, rstg } from '../../src/rstg/index.ts';
import type { Sizes } from '../graph/graph.ts';
import { median } from '../harness/median.ts';
import { ours } from '../participants/thwc/ours.ts';
import { configOf, side } from '../tasks/config.ts';
import type { Answer } from './figure.ts';

const networkOf = async (sizes: Sizes) => {
  const net = wellScaled(rstg(configOf(sizes)));
  const options = { backend: reference };
  const shape = [side, side, sizes.channels] as const;
  return {
    net,
    params: await evaluate(net.init(randomKey(1)), options),
    frame: await evaluate(uniform(randomKey(2), shape), options),
    clip: await evaluate(uniform(randomKey(2), [sizes.frames, ...shape]), options),
  };
};

/** Milliseconds of what is awaited. */
const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

/** Around each moment: the median time of a frame, and what memory the process holds. */
export const streamOverTime = async (sizes: Sizes, moments: readonly number[]): Promise<Answer> => {
  const { net, params, frame } = await networkOf(sizes);
  const step = compile(net.stream.step, ours);
  let state = await compile(net.stream.start, ours)();
  const times: number[] = [];
  const rows: { frame: number; ms: number; megabytes: number }[] = [];
  // As many frames on both sides of a moment as there are before the first.
  const [window = 1] = moments;
  for (let t = 1; t <= (moments.at(-1) ?? 0) + window; t++) {
    times.push(
      await timed(async () => {
        [state] = await step(params, state, frame);
      }),
    );
    const moment = t - window;
    if (!moments.includes(moment)) continue;
    const around = times.slice(-2 * window);
    const { rss } = process.memoryUsage();
    rows.push({ frame: moment, ms: median(around), megabytes: rss / 2 ** 20 });
  }
  return rows;
};

/** The time of whole clips, sizes in turn. */
export const clipsBySize = async (all: readonly Sizes[], repeats: number): Promise<Answer> => {
  const ready = await Promise.all(
    all.map(async (sizes) => {
      const { net, params, clip } = await networkOf(sizes);
      const run = compile(net.apply, ours);
      const times: number[] = [];
      return { sizes, run: () => run(params, clip), times };
    }),
  );
  for (const { run } of ready) await run();
  for (let i = 0; i < repeats; i++) for (const { run, times } of ready) times.push(await timed(run));
  return ready.map(({ sizes, times }) => ({
    frames: sizes.frames,
    edges: gridGraph(sizes.scales, sizes.edges).source.length,
    nodes: gridGraph(sizes.scales, sizes.edges).receivers,
    ms: median(times),
  }));
};

/** Tracing, simplifying, compiling and the first run, less a run. */
export const compileTime = async (sizes: Sizes): Promise<Answer> => {
  const { net, params, clip } = await networkOf(sizes);
  const run = compile(net.apply, ours);
  const first = await timed(() => run(params, clip));
  const later: number[] = [];
  for (let i = 0; i < 5; i++) later.push(await timed(() => run(params, clip)));
  return [{ frames: sizes.frames, ms: first - median(later), run: median(later) }];
};

/** A program that adds one to four numbers. */
export const overhead = async (runs: number): Promise<Answer> => {
  const run = compile((x: Tensor<[4]>) => add(x, 1), ours);
  const x = value([1, 2, 3, 4]);
  const batches: number[] = [];
  for (let i = 0; i < 10; i++) {
    const ms = await timed(async () => {
      for (let n = 0; n < runs; n++) await run(x);
    });
    batches.push((1000 * ms) / runs);
  }
  return [{ microseconds: median(batches.slice(2)) }];
};
