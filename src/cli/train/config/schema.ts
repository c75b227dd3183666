import { z } from 'zod';
import { saves } from '../../../tensor/scan.ts';
import { backendNames, defaultBackend } from '../../backends.ts';
import { natural } from '../../config.ts';
import { type ConfigKind, configKind } from '../../json-config/outline.ts';
import { rowNames } from './rows.ts';
import {
  backbone,
  checkpoint,
  data,
  evaluate,
  log,
  loss,
  model,
  optimiser,
  pretrain,
  rates,
  stage,
} from './sections.ts';

/** The named presets: see presets.ts. */
export const presetNames = [
  'small',
  'motion',
  'five-digits',
  'paper',
  'two-digits',
  'overfit',
  'tiny',
] as const;

/** One of {@link presetNames}. */
export type PresetName = (typeof presetNames)[number];

/**
 * Everything that determines a training run, with the defaults of every key: the preset `small`. What a preset, a file and
 * the flags leave open is filled in from here, and nowhere else.
 */
export const trainConfigSchema = z.strictObject({
  preset: z
    .enum(presetNames)
    .default('small')
    .describe('named settings to start from; the defaults given here are those of "small"'),
  seed: z
    .int()
    .min(0)
    .default(0)
    .describe('of everything drawn: first parameters, videos, mixes of the curriculum'),
  backend: z.enum(backendNames).default(defaultBackend).describe('what computes'),
  data: data.prefault({}),
  curriculum: z
    .array(stage)
    .default([
      { videos: 19_000, digits: 2 },
      { videos: 20_000, digits: [2, 3] },
    ])
    .describe(
      'stages before data.digits, as [{ "videos": 19000, "digits": 2 }, …]; a list of digits is a mix',
    ),
  model: model.prefault({}),
  backbone: backbone.prefault({}),
  pretrain,
  loss: loss.prefault({}),
  optimiser: optimiser.prefault({}),
  rate: rates.prefault({}),
  batch: natural.max(65_536).default(16).describe('videos in a step'),
  videos: natural.default(60_000).describe('videos to train on in all, pre-training not counted'),
  save: z
    .enum(saves)
    .default('all')
    .describe('what the gradient of a loop keeps: all, the carries, or the carries between √T segments'),
  evaluate: evaluate.prefault({}),
  checkpoint: checkpoint.prefault({}),
  log: log.prefault({}),
  start: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe('checkpoint (safetensors) whose parameters to begin with; null: drawn from the seed'),
});

/** A training run, with every setting filled in. */
export type TrainConfig = z.output<typeof trainConfigSchema>;

/** What may stand in a file and in flags: any of the keys, and two that are resolved before training. */
export const trainFileSchema = trainConfigSchema.extend({
  $schema: z.string().optional().describe('where the JSON Schema of this file is, for editors; not read'),
  row: z
    .enum(rowNames)
    .optional()
    .describe('row of the SyncMNIST table of the paper: sets model.schedule and model.positional'),
});

/** Some of the settings of a run. */
export type TrainSettings = z.input<typeof trainFileSchema>;

/** Configuration files and flags of `thwc train`. */
export const trainFile: ConfigKind<z.output<typeof trainFileSchema>> = configKind(trainFileSchema);

/** Resolved configurations. */
export const trainConfig: ConfigKind<TrainConfig> = configKind(trainConfigSchema);
