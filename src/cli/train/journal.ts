/** The lines that a run writes into its log. */
import { basename } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { Failure } from '../failure.ts';
import { type EntryOf, type LogEntry, type RunLog, renderRunLogError } from '../log/index.ts';
import type { Position } from './checkpoint.ts';
import type { TrainConfig } from './config/index.ts';
import type { Evaluation } from './evaluation.ts';
import { digitsShown, orderOf } from './order.ts';
import { meansOf } from './window.ts';

export interface Journal {
  /** So many videos were trained on since the last call: for the pace. */
  readonly seen: (videos: number) => void;
  /** The means since the last such line; `rate` is that of the last step. */
  readonly means: (position: Position, rate: number) => Promise<void>;
  readonly evaluation: (position: Position, set: string, evaluation: Evaluation) => Promise<void>;
  readonly checkpoint: (position: Position, file: string) => Promise<void>;
  readonly stop: (step: number, reason: EntryOf<'stop'>['reason'], message: string) => Promise<void>;
  /** Does something that does not count for the pace of training. */
  readonly aside: (work: () => Promise<void>) => Promise<void>;
}

export const journalOf = (config: TrainConfig, log: RunLog): Journal => {
  const order = orderOf(config);
  const began = performance.now();
  const cpuBegan = process.cpuUsage();
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage(cpuBegan);
    return (user + system) / 1e6;
  };
  const pace = { videos: 0, since: began };
  const append = async (entry: LogEntry): Promise<void> => {
    const result = await log.append(entry)();
    if (E.isLeft(result)) throw new Failure(renderRunLogError(result.left));
  };
  return {
    seen: (videos) => {
      pace.videos += videos;
    },
    means: async ({ phase, step, videos, window }, rate) => {
      const now = performance.now();
      const entry = {
        step,
        videos,
        ...meansOf(window),
        rate,
        videosPerSecond: (1000 * pace.videos) / (now - pace.since),
        seconds: (now - began) / 1000,
        cpuSeconds: cpuSeconds(),
      };
      pace.videos = 0;
      pace.since = now;
      const digits = digitsShown(config, order(videos - 1));
      const [only] = digits.length === 1 ? digits : [];
      await append(
        phase === 'pretrain' ? { kind: phase, ...entry } : { kind: phase, digits: only ?? digits, ...entry },
      );
    },
    evaluation: ({ step, videos }, set, { count, loss, top1, top5, confusion }) =>
      append({ kind: 'eval', step, videos, set, count, loss, top1, top5, confusion }),
    checkpoint: ({ step, videos }, file) =>
      append({ kind: 'checkpoint', step, videos, file: basename(file) }),
    stop: (step, reason, message) =>
      append({ kind: 'stop', step, reason, message, cpuSeconds: cpuSeconds() }),
    aside: async (work) => {
      const before = performance.now();
      await work();
      pace.since += performance.now() - before;
    },
  };
};
