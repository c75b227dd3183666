/**
 * `npm start`: a trained RSTG watches SyncMNIST videos made from real MNIST digits, frame by frame and as whole clips.
 */
import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { backendHelp, defaultBackend, openBackend } from '../src/cli/backends.ts';
import { Failure } from '../src/cli/failure.ts';
import { withProgress } from '../src/cli/progress.ts';
import { runCommand, strict } from '../src/cli/run.ts';
import { model } from './model.ts';
import { networkOf } from './network.ts';
import { writePictures } from './pictures/index.ts';
import { picturesOf } from './pictures-of-run.ts';
import { report, reportAnswers, reportSample } from './report.ts';
import { programs, runVideos } from './run.ts';
import { hitsByFrame } from './sample.ts';
import { heading, rows, seconds } from './terminal.ts';
import { trainedParams } from './trained.ts';
import { modelTypes } from './types.ts';
import { drawVideos, videoConfig } from './videos.ts';

const within =
  (low: number, high: number) =>
  (text: string): number => {
    const n = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(n) || n < low || n > high)
      throw new InvalidArgumentError(`expected a whole number from ${low} to ${high}.`);
    return n;
  };

interface Flags {
  readonly videos: number;
  readonly sample: number;
  readonly digits: number;
  readonly seed: number;
  readonly out: string;
  readonly backend: string;
}

/** Makes the folder before the work that is to be put in it. */
const prepare = (folder: string): void => {
  try {
    writePictures(folder, {});
  } catch (reason) {
    throw new Failure(`--out ${folder}: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
};

const run = async (flags: Flags): Promise<void> => {
  const computing = await openBackend(flags.backend);
  const { backend } = computing;
  prepare(flags.out);
  const config = videoConfig(flags.digits, flags.seed);
  // The sample comes after the videos that are shown: other videos of the same data set.
  const drawn = await drawVideos(config, flags.videos + flags.sample);
  const [shown, sample] = [drawn.slice(0, flags.videos), drawn.slice(flags.videos)];
  const network = await networkOf(await trainedParams(), backend);
  const runs = await withProgress('frames', shown.length * model.config.frames, (done) =>
    runVideos(network, shown, done),
  );
  const [first] = shown;
  if (first === undefined) return;
  report(runs, programs(network, first), modelTypes(), computing);
  reportAnswers(runs);
  const found = await withProgress('videos', sample.length, (done) => hitsByFrame(network, sample, done));
  reportSample(found, flags.digits, flags.seed);
  const began = performance.now();
  const pictures = Object.entries(picturesOf(runs, config, model.rstg));
  const paths = await withProgress('pictures', pictures.length, (done) =>
    pictures.flatMap(([name, draw], i) => {
      const written = writePictures(flags.out, { [name]: draw() });
      done(i + 1);
      return written;
    }),
  );
  heading(`Pictures (${seconds(performance.now() - began)})`);
  rows(paths.map((path) => [path, '']));
};

await runCommand(
  strict(new Command('npm start --'))
    .description(
      'A trained RSTG watches SyncMNIST videos made from real MNIST digits; draws what it sees and says.',
    )
    .option('--videos <n>', 'how many videos are shown', within(1, 100), 4)
    .option('--sample <n>', 'how many more are counted', within(1, 5000), 200)
    .option('--digits <n>', 'digits in each; it was trained on 5', within(2, 10), 5)
    .option(
      '--seed <n>',
      'of the videos; by default another each time',
      within(0, 2 ** 31 - 1),
      randomInt(2 ** 31 - 1),
    )
    .option('--out <folder>', 'where pictures go', 'out')
    .option('--backend <name>', backendHelp, defaultBackend)
    .action(run),
);
