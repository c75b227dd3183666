import { join } from 'node:path';
import type * as E from 'fp-ts/lib/Either.js';
import { type Layer, over } from '../json-config/layers.ts';
import { resolveTrainConfig, rowNames, type TrainConfig, type TrainSettings } from '../train/config/index.ts';
import type { Experiment } from './settings.ts';

/** The runs on 5 digits, by the names of their folders. */
export const transferNames = ['five-from-three', 'five-from-nothing', 'five-final'] as const;

/** One run of an experiment. */
export interface PlannedRun {
  /** Of its folder in the experiment's. */
  readonly name: string;
  readonly settings: Layer;
  /** The name of the run whose parameters it begins with. */
  readonly startsFrom: string | undefined;
}

const joined = (...layers: readonly TrainSettings[]): Layer =>
  layers.reduce<Layer>((lower, upper) => over(lower, { ...upper }), {});

/** All runs of an experiment, each after the one that it starts from; `other` stands over all of them. */
export const planOf = (
  { common, ablation, transfer }: Experiment,
  other: TrainSettings = {},
): readonly PlannedRun[] => {
  const { row, settings, final } = transfer;
  const five = (
    name: (typeof transferNames)[number],
    own: TrainSettings,
    startsFrom?: string,
  ): PlannedRun => ({
    name,
    settings: joined(common, own, { row }, other),
    startsFrom,
  });
  return [
    ...rowNames.map((name) => ({
      name,
      settings: joined(common, ablation, { row: name }, other),
      startsFrom: undefined,
    })),
    five('five-from-three', settings, row),
    five('five-from-nothing', settings),
    five('five-final', final, 'five-from-three'),
  ];
};

/** The configuration of a run that begins with the parameters in a file, if there is one. */
export const configOf = (
  { name, settings }: PlannedRun,
  start: string | undefined,
): E.Either<string, TrainConfig> =>
  resolveTrainConfig({
    file: {
      name: `the settings of ${name}`,
      text: JSON.stringify(start === undefined ? settings : { ...settings, start }),
    },
  });

export const folderOf = (out: string, { name }: Pick<PlannedRun, 'name'>): string => join(out, name);
