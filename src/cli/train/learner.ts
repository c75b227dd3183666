import * as E from 'fp-ts/lib/Either.js';
import { compile, evaluate } from '../../compile/compile.ts';
import { findNaN } from '../../compile/find-nan.ts';
import type { Shape } from '../../shape-types/dim.ts';
import type { Backend } from '../../tensor/backend.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { flattenValues, type Values } from '../../tensor/tree.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { value } from '../../tensor/values.ts';
import { type Optimiser, startTraining, type TrainState, trainStep } from '../../train/index.ts';
import { valueAndGrad } from '../../transforms/grad/index.ts';
import { fromNamedLeaves, namedLeaves } from './named-leaves.ts';
import type { Batch } from './videos.ts';

/** What one step did. */
export interface Stepped {
  readonly loss: number;
  /** How many of the batch were answered rightly, before the step. */
  readonly hits: number;
  readonly gradientNorm: number;
  /** What went wrong, if something is no longer finite: the state is then the one before the step. */
  readonly problem: Problem | undefined;
}

/** A step that can not stand. */
export interface Problem {
  readonly message: string;
  /** Whether the state before the step is at fault, whose own loss or gradient is not finite, or only what the step made of it. */
  readonly lies: 'before' | 'after';
}

/** Parameters and the optimiser's state, moved on step by step. */
export interface Learner<Frames extends readonly number[], Truth = Labels> {
  readonly step: (rate: number, batch: Batch<Frames, Values<Truth>>) => Promise<Stepped>;
  /** The state as files name it: `params.…` and `optimiser.…`. */
  readonly named: () => ReadonlyMap<string, AnyValue>;
  /** Goes on from a state; says what does not fit. */
  readonly restore: (named: ReadonlyMap<string, AnyValue>) => E.Either<string, void>;
  /** Puts parameters in the place of those with the same names, such as `params.backbone.0.weight`. */
  readonly take: (named: ReadonlyMap<string, AnyValue>) => E.Either<string, void>;
}

type Labels = Tensor<[number], 'i32'>;

/** From parameters and a batch to the loss and the number of right answers. */
export type LossOf<P, Frames extends Shape, Truth = Labels> = (
  params: P,
  frames: Tensor<Frames>,
  labels: Truth,
) => readonly [loss: Tensor<[]>, hits: Tensor<[], 'i32'>];

const numberOf = ({ data }: AnyValue): number => data[0] ?? Number.NaN;

/** Whether all are finite. A state has millions of numbers and is looked at after every step: 0 · x is NaN for those that are not. */
const areFinite = (data: AnyValue['data']): boolean => {
  let sum = 0;
  for (const x of data) sum += 0 * x;
  return sum === 0;
};

/**
 * The first of the parameters and of the optimiser's state that is not finite: a state of the optimiser that overflowed would make no
 * more steps, and none would see it.
 */
const overflowed = (state: unknown): string | undefined => {
  const { leaves, paths } = flattenValues(state);
  return paths[leaves.findIndex(({ data }) => !areFinite(data))];
};

/** Beyond this a run does not come back; a loss of this size is no longer a matter of the learning rate. */
const diverged = 1e6;

/** Begins with the parameters that `init` describes. */
export const learnerOf = async <P, S, Frames extends readonly number[], Truth>(
  init: P,
  loss: LossOf<P, Frames, Truth>,
  optimiser: Optimiser<P, S>,
  backend: Backend,
): Promise<Learner<Frames, Truth>> => {
  const description: TrainState<P, S> = startTraining(init, optimiser);
  const stepOf = trainStep(loss, optimiser);
  const run = compile(stepOf, { backend });
  let state: Values<TrainState<P, S>> = await evaluate(description, { backend });
  const set = (named: ReadonlyMap<string, AnyValue>): E.Either<string, void> => {
    const restored = fromNamedLeaves(description, named);
    if (E.isLeft(restored)) return restored;
    state = restored.right;
    return E.right(undefined);
  };
  return {
    step: async (rate, { frames, labels }) => {
      const [next, report] = await run(state, value(rate), frames, labels);
      const [lossNow, gradientNorm] = [numberOf(report.loss), numberOf(report.gradientNorm)];
      const done = { loss: lossNow, hits: numberOf(report.more), gradientNorm };
      if (!Number.isFinite(lossNow) || !Number.isFinite(gradientNorm)) {
        const message =
          findNaN(valueAndGrad(loss, { aux: true }))(state.params, frames, labels)?.message ??
          `the loss is ${lossNow}, the norm of the gradient ${gradientNorm}`;
        return { ...done, problem: { message, lies: 'before' } };
      }
      if (Math.abs(lossNow) > diverged)
        return { ...done, problem: { message: `the loss is ${lossNow}: it diverged`, lies: 'before' } };
      const unsound = overflowed(next);
      if (unsound !== undefined) {
        const found = findNaN(stepOf)(state, value(rate), frames, labels)?.message;
        return { ...done, problem: { message: found ?? `${unsound} is not finite`, lies: 'after' } };
      }
      state = next;
      return { ...done, problem: undefined };
    },
    named: () => namedLeaves(state),
    restore: set,
    take: (named) => set(new Map([...namedLeaves(state), ...named])),
  };
};
