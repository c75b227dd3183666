import * as E from 'fp-ts/lib/Either.js';
import { z } from 'zod';
import { constant, cosine, plateau, type Schedule, warmUp } from '../../train/index.ts';
import { stepsOf, type TrainConfig } from './config/index.ts';

/** A learning rate while a run goes on: a schedule and where it stands. */
export interface Rate {
  readonly at: (step: number) => number;
  /** Moves on; to be called after every step. */
  readonly next: (loss: number) => void;
  /** Where it stands, as JSON. */
  readonly saved: () => unknown;
  readonly restore: (saved: unknown) => E.Either<string, void>;
}

const running = <S>({ start, rate, next }: Schedule<S>, schema: z.ZodType<S>): Rate => {
  let state = start;
  return {
    at: (step) => rate(state, step),
    next: (loss) => {
      state = next(state, loss);
    },
    saved: () => state,
    restore: (saved) => {
      const parsed = schema.safeParse(saved);
      if (!parsed.success) return E.left('the state of the learning rate is not one of its schedule');
      state = parsed.data;
      return E.right(undefined);
    },
  };
};

const plateauState = z.strictObject({
  falls: z.int().min(0),
  best: z.number().nullable(),
  waited: z.int().min(0),
  count: z.int().min(0),
  sum: z.number().nullable(),
});

/** The rate of a pre-training. */
export const pretrainRateOf = (
  pretrain: Pick<NonNullable<TrainConfig['pretrain']>, 'rate' | 'schedule' | 'videos' | 'batch'>,
): Rate => {
  const { rate, schedule } = pretrain;
  return running(
    schedule === 'constant' ? constant(rate) : cosine({ rate, steps: stepsOf(pretrain) }),
    z.null(),
  );
};

/** The learning rate of a configuration. */
export const rateOf = (config: TrainConfig): Rate => {
  const { schedule, value, warmUp: steps, final, ...options } = config.rate;
  if (schedule === 'plateau')
    return running(warmUp(steps, plateau({ rate: value, ...options })), plateauState);
  const inner =
    schedule === 'constant'
      ? constant(value)
      : // The warm-up counts from the same step 0, so the cosine ends with the run.
        cosine({ rate: value, final, steps: stepsOf(config) });
  return running(warmUp(steps, inner), z.null());
};
