/**
 * `npm start`: RSTG over SyncMNIST videos made from real MNIST digits, frame by frame and as whole clips.
 */
import { Command, InvalidArgumentError } from 'commander';
import { backendHelp, defaultBackend, openBackend } from '../src/cli/backends.ts';
import { Failure } from '../src/cli/failure.ts';
import { withProgress } from '../src/cli/progress.ts';
import { runCommand, strict } from '../src/cli/run.ts';
import { compile } from '../src/index.ts';
import { net } from './model.ts';
import { writePictures } from './pictures/index.ts';
import { picturesOf } from './pictures-of-run.ts';
import { report } from './report.ts';
import { programs, randomParams, runVideos } from './run.ts';
import { heading, rows, seconds } from './terminal.ts';
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
  const videos = await drawVideos(config, flags.videos);
  const params = await randomParams(flags.seed, backend);
  const runs = await withProgress('frames', flags.videos * net.config.frames, (done) =>
    runVideos(videos, params, backend, done),
  );
  const [first] = videos;
  if (first === undefined) return;
  report(
    runs,
    programs(params, first, await compile(net.stream.start, { backend })()),
    modelTypes(),
    computing,
  );
  const began = performance.now();
  const pictures = Object.entries(picturesOf(runs, config, net.config.scales, net.nodes, net.graph));
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
    .description('Runs RSTG over SyncMNIST videos made from real MNIST digits, and draws what it sees.')
    .option('--videos <n>', 'how many videos', within(1, 100), 4)
    .option('--digits <n>', 'digits in each', within(2, 10), 3)
    .option('--seed <n>', 'of the videos and the weights', within(0, 2 ** 31 - 1), 7)
    .option('--out <folder>', 'where pictures go', 'out')
    .option('--backend <name>', backendHelp, defaultBackend)
    .action(run),
);
