/**
 * The configuration of a training run: one JSON file, presets, flags. See resolve.ts for how they come together.
 */
export { trainConfigMistakes } from './check.ts';
export {
  classesOf,
  classifierConfigOf,
  digitsAt,
  evaluationDigits,
  featureMapOf,
  rstgConfigOf,
  stepsOf,
  syncMnistOf,
} from './derived.ts';
export { addConfigFlags, configFromFlags, flagsOf } from './flags.ts';
export { type Preset, presets } from './presets.ts';
export { readConfigFile } from './read.ts';
export { type ConfigFile, type ConfigSources, resolveTrainConfig } from './resolve.ts';
export { sameRun } from './resume.ts';
export { type Row, rowNames, rowOf } from './rows.ts';
export {
  type PresetName,
  presetNames,
  type TrainConfig,
  type TrainSettings,
  trainConfigSchema,
  trainFileSchema,
} from './schema.ts';
export { showJson, showTrainConfig } from './show.ts';
