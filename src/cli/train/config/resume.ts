import { sameValue } from '../../json-config/flag-text.ts';
import { isLayer, valueAt } from '../../json-config/layers.ts';
import { leavesOf } from '../../json-config/outline.ts';
import { type TrainConfig, trainConfig } from './schema.ts';

/** Sections that say what is looked at, kept and written down, not what is computed. */
const onlooking: readonly string[] = ['preset', 'evaluate', 'checkpoint', 'log'];

/** A run may go on for longer, unless its learning rate follows from its length. */
const mayBecomeLonger = (before: TrainConfig, after: TrainConfig): boolean =>
  before.videos <= after.videos && after.rate.schedule !== 'cosine';

/**
 * Where two configurations differ so that a run of one can not go on as a run of the other: every key that changes the numbers. Another preset of
 * the same settings, other evaluations, checkpoints and logs do not, nor do more videos (but with a cosine, which ends where they end). Another
 * backend does: it rounds otherwise; so does `save`, which may sum in another order.
 *
 * @returns the keys, in the order of the schema; empty when the run can go on
 * @example
 * ```ts
 * import * as E from 'fp-ts/lib/Either.js';
 * import { resolveTrainConfig } from './resolve.ts';
 * import { sameRun } from './resume.ts';
 * const before = resolveTrainConfig({ preset: 'tiny' });
 * const after = resolveTrainConfig({ preset: 'tiny', flags: { batch: 4, log: { every: 4 } } });
 * if (E.isRight(before) && E.isRight(after)) console.log(sameRun(before.right, after.right)); // [ 'batch' ]
 * ```
 */
export const sameRun = (before: TrainConfig, after: TrainConfig): readonly string[] =>
  leavesOf(trainConfig.outline)
    .filter(({ path: [section = ''] }) => !onlooking.includes(section))
    .filter(({ path }) => path.join('.') !== 'videos' || !mayBecomeLonger(before, after))
    .filter(({ path }) => {
      const [a, b] = [valueAt(before, path), valueAt(after, path)];
      // Of two objects the keys are compared one by one.
      return !(isLayer(a) && isLayer(b)) && !(a === undefined || b === undefined) && !sameValue(a, b);
    })
    .map(({ path }) => path.join('.'));
