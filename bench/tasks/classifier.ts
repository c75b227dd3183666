import { videoClassifier } from '../../src/models/index.ts';
import type { Own } from '../graph/graph.ts';
import { configOf } from './config.ts';

/** What a step of training is on. */
export type TrainingSizes = Omit<Extract<Own, { readonly kind: 'train' }>, 'kind'>;

/** The library's classifier of videos at these sizes. */
export const classifierOf = ({ sizes, filters, side, classes }: TrainingSizes) => {
  const { scales, dim, iterations, schedule, edges, gather, positional, update, time } = configOf(sizes);
  return videoClassifier({
    frames: sizes.frames,
    height: side,
    width: side,
    backbone: { filters, padding: 'valid' },
    rstg: { scales, dim, iterations, schedule, edges, gather, positional, update, time },
    classes,
  });
};
