/**
 * A training run: phase by phase, step by step, with its log, its evaluations and its checkpoints. All that decides a number is in
 * the configuration and in the last checkpoint, so a run that was killed goes on to the same bits.
 */
import { setImmediate } from 'node:timers/promises';
import * as E from 'fp-ts/lib/Either.js';
import type { Mnist } from '../../data/index.ts';
import type { AnyValue } from '../../tensor/value.ts';
import type { Computing } from '../backends.ts';
import { Failure } from '../failure.ts';
import type { RunLog } from '../log/index.ts';
import type { Checkpoint, Position, Snapshot } from './checkpoint.ts';
import { evaluationDigits, type TrainConfig } from './config/index.ts';
import { type Evaluation, evaluationOf } from './evaluation.ts';
import { journalOf } from './journal.ts';
import { keeperOf } from './keeper.ts';
import { mnistHash } from './mnist-hash.ts';
import { initialVideoParams } from './model.ts';
import { fromNamedLeaves } from './named-leaves.ts';
import { type Phase, phasesOf } from './phases.ts';
import { parameterLeaves } from './trained.ts';
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
  readonly computing: Computing;
  /** Parameters of another run to begin with, in the place of drawn ones: all of them. */
  readonly start: ReadonlyMap<string, AnyValue> | undefined;
  readonly log: RunLog;
  readonly watcher: Watcher;
  /** Asked after every step whether to stop. */
  readonly interrupted: () => boolean;
}

/** How a run ended, and the checkpoint of its last sound state. */
export interface Ending {
  readonly reason: 'done' | 'interrupted' | 'not finite';
  readonly message: string;
  readonly step: number;
  readonly checkpoint: string;
}

/** Whether a multiple of `every` was passed. */
const passed = (every: number | null, before: number, after: number): boolean =>
  every !== null && Math.floor(before / every) < Math.floor(after / every);

/** The state of a run between two steps. */
interface Standing {
  readonly position: Position;
  readonly phase: Phase;
  /** The state before the last step, from which all was finite; none where there is no step yet. */
  readonly earlier: Snapshot | undefined;
}

const snapshotOf = ({ position, phase }: Standing): Snapshot => ({
  position: { ...position, rate: phase.rate.saved() },
  named: phase.named(),
});

const atStart = (phase: Phase, step: number): Position => ({
  phase: phase.name,
  step,
  phaseStep: 0,
  videos: 0,
  rate: phase.rate.saved(),
  window: emptyWindow,
});

const restore = (phase: Phase, { file, named, position }: Checkpoint): void => {
  const fits = phase.restore(named);
  if (E.isLeft(fits)) throw new Failure(`${file} does not fit the configuration: ${fits.left}`);
  const rate = phase.rate.restore(position.rate);
  if (E.isLeft(rate)) throw new Failure(`${file}: ${rate.left}`);
};

const setOf = (digits: number): string => `${digits} ${digits === 1 ? 'digit' : 'digits'}`;

/** Trains until all videos are seen, or it is stopped; from a checkpoint if there is one. */
export const train = async (session: Session, from: Checkpoint | undefined): Promise<Ending> => {
  const { folder, config, mnist, computing, start, log, watcher } = session;
  const evaluate = evaluationOf(config, computing.backend);
  const like = { params: initialVideoParams(config) };
  const keep = keeperOf(folder, { config, mnist: mnistHash(mnist) }, from);
  const journal = journalOf(config, log);

  // The line goes first. Killed between the two, the run goes on from the checkpoint before, and the line is taken back.
  const save = (standing: Standing): Promise<string> =>
    keep(snapshotOf(standing), (file) => journal.checkpoint(standing.position, file));

  const stop = async (reason: Ending['reason'], message: string, step: number, checkpoint: string) => {
    await journal.stop(step, reason, message);
    return { reason, message, step, checkpoint };
  };

  const evaluateAll = async ({ phase, position }: Standing): Promise<void> => {
    const restored = fromNamedLeaves(like, parameterLeaves(phase.named()));
    if (E.isLeft(restored)) throw new Failure(restored.left);
    for (const digits of evaluationDigits(config)) {
      const set = setOf(digits);
      const result = await evaluate(restored.right.params, config.evaluate.videos, (first, count) =>
        videoBatch(config, mnist, { split: 'test', digits }, first, count),
      );
      await journal.evaluation(position, set, result);
      watcher.evaluated(position.videos, set, result);
    }
  };

  /** One step and what is due after it; the ending, if it is one. */
  const advance = async (standing: Standing): Promise<Standing | Ending> => {
    const { phase, position, earlier } = standing;
    const now = snapshotOf(standing);
    const rate = phase.rate.at(position.phaseStep);
    const count = Math.min(phase.batch, phase.videos - position.videos);
    const stepped = await phase.step(rate, position.videos, count);
    if (stepped.problem !== undefined) {
      const sound = stepped.problem.lies === 'before' ? (earlier ?? now) : now;
      const message = `${phase.name}, step ${position.step + 1}, is not sound: ${stepped.problem.message}`;
      return stop('not finite', message, position.step, await keep(sound));
    }
    phase.rate.next(stepped.loss);
    journal.seen(count);
    const videos = position.videos + count;
    const window: Window = withStep(position.window, stepped, count);
    const moved: Standing = {
      phase,
      position: { ...position, step: position.step + 1, phaseStep: position.phaseStep + 1, videos, window },
      earlier: now,
    };
    const isLast = videos >= phase.videos;
    const { loss, accuracy } = meansOf(window);
    watcher.step(videos, loss, accuracy);
    const isLogged = isLast || passed(config.log.every, position.videos, videos);
    if (isLogged) await journal.means(moved.position, rate);
    const next = isLogged ? { ...moved, position: { ...moved.position, window: emptyWindow } } : moved;
    if (phase.name === 'train' && (isLast || passed(config.evaluate.every, position.videos, videos)))
      await journal.aside(() => evaluateAll(next));
    if (isLast || passed(config.checkpoint.every, position.videos, videos)) await save(next);
    return next;
  };

  let before: Snapshot | undefined;
  const plan = phasesOf(config, mnist, computing, start);
  const first = Math.max(
    0,
    plan.findIndex(({ name }) => name === from?.position.phase),
  );
  for (const [i, { begin }] of plan.entries()) {
    if (i < first) continue;
    const isResumed = from !== undefined && i === first;
    const phase = await begin(isResumed ? undefined : (before?.named ?? new Map()));
    if (isResumed) restore(phase, from);
    const position = isResumed ? from.position : atStart(phase, before?.position.step ?? 0);
    let standing: Standing = { phase, position, earlier: undefined };
    try {
      watcher.phase(phase.name, position.videos, phase.videos);
      while (standing.position.videos < phase.videos) {
        // Lets signals in: a backend that computes at once never leaves room for them.
        await setImmediate();
        if (session.interrupted()) {
          const at = standing.position.step;
          return stop('interrupted', `interrupted after step ${at}`, at, await save(standing));
        }
        const next: Standing | Ending = await advance(standing);
        if ('reason' in next) return next;
        standing = next;
      }
    } finally {
      phase.end();
    }
    before = snapshotOf(standing);
  }
  const last = before === undefined ? '' : await keep(before);
  return stop('done', `${config.videos} videos seen`, before?.position.step ?? 0, last);
};
