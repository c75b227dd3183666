/**
 * A training run: phase by phase, step by step, with its log, its evaluations and its checkpoints. All that decides a number is in
 * the configuration and in the last checkpoint, so a run that was killed goes on to the same bits.
 */
import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { Mnist } from '../../data/index.ts';
import type { Backend } from '../../tensor/backend.ts';
import { fromNamedLeaves } from '../../tensor/named-leaves.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { Failure } from '../failure.ts';
import { type LogEntry, type RunLog, type RunLogError, renderRunLogError } from '../log/index.ts';
import { type Checkpoint, type Position, pruneCheckpoints, writeCheckpoint } from './checkpoint.ts';
import { digitsAt, evaluationDigits, type TrainConfig } from './config/index.ts';
import { type Evaluation, evaluationOf } from './evaluation.ts';
import { initialVideoParams } from './model.ts';
import { type Phase, phasesOf } from './phases.ts';
import { videoBatch } from './videos.ts';
import { emptyWindow, meansOf, type Window, withStep } from './window.ts';

/** What a run is told about while it goes on, for a progress bar. */
export interface Watcher {
  readonly phase: (name: Phase['name'], videos: number, total: number) => void;
  readonly step: (videos: number, loss: number, accuracy: number) => void;
  readonly evaluated: (videos: number, set: string, evaluation: Evaluation) => void;
}

export interface Session {
  readonly folder: string;
  readonly config: TrainConfig;
  readonly mnist: Mnist;
  readonly backend: Backend;
  readonly log: RunLog;
  readonly watcher: Watcher;
  /** Asked after every step whether to stop. */
  readonly interrupted: () => boolean;
}

/** How a run ended; where it was interrupted or failed it can be gone on from the checkpoint. */
export interface Ending {
  readonly reason: 'done' | 'interrupted' | 'not finite';
  readonly message: string;
  readonly step: number;
  readonly checkpoint: string;
}

const written = async (task: TE.TaskEither<RunLogError, void>): Promise<void> => {
  const result = await task();
  if (E.isLeft(result)) throw new Failure(renderRunLogError(result.left));
};

/** Whether a multiple of `every` was passed. */
const passed = (every: number | null, before: number, after: number): boolean =>
  every !== null && Math.floor(before / every) < Math.floor(after / every);

/** The state of a run between two steps. */
interface Standing {
  readonly position: Position;
  readonly phase: Phase;
}

const atStart = (phase: Phase, step: number): Position => ({
  phase: phase.name,
  step,
  phaseStep: 0,
  videos: 0,
  rate: phase.rate.saved(),
  window: emptyWindow,
});

export const setOf = (digits: number): string => `${digits} ${digits === 1 ? 'digit' : 'digits'}`;

/** Trains until all videos are seen, or it is stopped; from a checkpoint if there is one. */
export const train = async (session: Session, from: Checkpoint | undefined): Promise<Ending> => {
  const { folder, config, mnist, backend, log, watcher } = session;
  const append = (entry: LogEntry) => written(log.append(entry));
  const evaluate = evaluationOf(config, backend);
  const like = { params: initialVideoParams(config) };
  const began = performance.now();
  const pace = { videos: 0, since: began };

  const save = async ({ position, phase }: Standing): Promise<string> => {
    const path = await writeCheckpoint(
      folder,
      config,
      { ...position, rate: phase.rate.saved() },
      phase.named(),
    );
    await append({ kind: 'checkpoint', step: position.step, videos: position.videos, file: path });
    await pruneCheckpoints(folder, config.checkpoint.keep);
    return path;
  };

  const logMeans = async ({ phase: { name, rate }, position }: Standing): Promise<void> => {
    const { step, phaseStep, videos, window } = position;
    const now = performance.now();
    const entry = {
      step,
      videos,
      ...meansOf(window),
      rate: rate.at(Math.max(0, phaseStep - 1)),
      videosPerSecond: (1000 * pace.videos) / (now - pace.since),
      seconds: (now - began) / 1000,
    };
    pace.videos = 0;
    pace.since = now;
    const digits = digitsAt(config, videos - 1);
    const [only] = digits.length === 1 ? digits : [];
    await append(
      name === 'pretrain' ? { kind: name, ...entry } : { kind: name, digits: only ?? digits, ...entry },
    );
  };

  const evaluateAll = async ({ phase, position }: Standing): Promise<void> => {
    const before = performance.now();
    const params = new Map([...phase.named()].filter(([name]) => name.startsWith('params.')));
    const restored = fromNamedLeaves(like, params);
    if (E.isLeft(restored)) throw new Failure(restored.left);
    for (const digits of evaluationDigits(config)) {
      const set = setOf(digits);
      const result = await evaluate(restored.right.params, config.evaluate.videos, (start, count) =>
        videoBatch(config, mnist, { split: 'test', digits }, start, count),
      );
      const { step, videos } = position;
      const { count, loss, top1, top5, confusion } = result;
      await append({ kind: 'eval', step, videos, set, count, loss, top1, top5, confusion });
      watcher.evaluated(videos, set, result);
    }
    // Evaluation does not count for the pace of training.
    pace.since += performance.now() - before;
  };

  /** One step and what is due after it; the ending, if it is one. */
  const advance = async (standing: Standing): Promise<Standing | Ending> => {
    const { phase, position } = standing;
    const count = Math.min(phase.batch, phase.videos - position.videos);
    const stepped = await phase.step(phase.rate.at(position.phaseStep), position.videos, count);
    if (stepped.problem !== undefined) {
      const checkpoint = await save(standing);
      const message = `${phase.name}, step ${position.step + 1}, is not sound: ${stepped.problem}`;
      await append({ kind: 'stop', step: position.step, reason: 'not finite', message });
      return { reason: 'not finite', message, step: position.step, checkpoint };
    }
    phase.rate.next(stepped.loss);
    pace.videos += count;
    const videos = position.videos + count;
    const window: Window = withStep(position.window, stepped, count);
    const moved: Standing = {
      phase,
      position: { ...position, step: position.step + 1, phaseStep: position.phaseStep + 1, videos, window },
    };
    const isLast = videos >= phase.videos;
    const { loss, accuracy } = meansOf(window);
    watcher.step(videos, loss, accuracy);
    const isLogged = isLast || passed(config.log.every, position.videos, videos);
    if (isLogged) await logMeans(moved);
    const next = isLogged ? { ...moved, position: { ...moved.position, window: emptyWindow } } : moved;
    if (phase.name === 'train' && (isLast || passed(config.evaluate.every, position.videos, videos)))
      await evaluateAll(next);
    if (isLast || passed(config.checkpoint.every, position.videos, videos)) await save(next);
    return next;
  };

  let before: ReadonlyMap<string, AnyValue> = new Map();
  let step = from?.position.step ?? 0;
  const plan = phasesOf(config, mnist, backend);
  const first = Math.max(
    0,
    plan.findIndex(({ name }) => name === from?.position.phase),
  );
  for (const [i, { begin }] of plan.entries()) {
    if (i < first) continue;
    const isResumed = from !== undefined && i === first;
    const phase = await begin(isResumed ? undefined : before);
    if (isResumed) restore(phase, from);
    let standing: Standing = { phase, position: isResumed ? from.position : atStart(phase, step) };
    watcher.phase(phase.name, standing.position.videos, phase.videos);
    while (standing.position.videos < phase.videos) {
      // Lets signals in: a backend that computes at once never leaves room for them.
      await setImmediate();
      if (session.interrupted()) {
        const checkpoint = await save(standing);
        const message = `interrupted after step ${standing.position.step}`;
        await append({ kind: 'stop', step: standing.position.step, reason: 'interrupted', message });
        return { reason: 'interrupted', message, step: standing.position.step, checkpoint };
      }
      const next: Standing | Ending = await advance(standing);
      if ('reason' in next) return next;
      standing = next;
    }
    before = phase.named();
    step = standing.position.step;
  }
  const message = `${config.videos} videos seen`;
  await append({ kind: 'stop', step, reason: 'done', message });
  return { reason: 'done', message, step, checkpoint: '' };
};

const restore = (phase: Phase, { file, named, position }: Checkpoint): void => {
  const fits = phase.restore(named);
  if (E.isLeft(fits)) throw new Failure(`${file} does not fit the configuration: ${fits.left}`);
  const rate = phase.rate.restore(position.rate);
  if (E.isLeft(rate)) throw new Failure(`${file}: ${rate.left}`);
};
