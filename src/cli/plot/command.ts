import { extname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { renderIoError } from '../../io/index.ts';
import { writeFileAtomic } from '../../io/node.ts';
import { Failure, printable } from '../failure.ts';
import { type LogContents, logPath, readRunLog, renderRunLogError } from '../log/index.ts';
import { confusionSpec } from './confusion.ts';
import { drawSvg, pngOf } from './draw.ts';
import { lastConfusions } from './last-confusions.ts';
import { learningCurvesSpec } from './learning-curves.ts';
import { runNames } from './run-names.ts';
import type { Run } from './series.ts';
import { runTable } from './table.ts';

export interface PlotOptions {
  /** The folders of the runs. */
  readonly runs: readonly string[];
  /** `.svg` or `.png`; without it `curves.svg` in the first run's folder. */
  readonly out?: string | undefined;
  /** Also the confusion matrices, in a picture beside the curves. */
  readonly confusion: boolean;
}

const formats: ReadonlyMap<string, (svg: string) => Promise<Uint8Array>> = new Map([
  ['.svg', async (svg: string) => new TextEncoder().encode(svg)],
  ['.png', pngOf],
]);

const formatOf = (path: string): ((svg: string) => Promise<Uint8Array>) => {
  const format = formats.get(extname(path).toLowerCase());
  if (format !== undefined) return format;
  throw new Failure(`${path}: expected a name that ends in ${[...formats.keys()].join(' or ')}`);
};

const readRun = async (folder: string): Promise<LogContents> => {
  const log = await readRunLog(folder)();
  if (E.isLeft(log)) throw new Failure(renderRunLogError(log.left));
  if (!log.right.entries.some(({ kind }) => kind === 'train' || kind === 'pretrain')) {
    throw new Failure(`${logPath(folder)}: nothing to draw, there is no line of training in it`);
  }
  return log.right;
};

const write = async (path: string, bytes: Uint8Array): Promise<void> => {
  const written = await writeFileAtomic(path, [bytes])();
  if (E.isLeft(written)) throw new Failure(renderIoError(written.left));
};

/** `curves.svg` → `curves-confusion.svg` */
const beside = (path: string): string => {
  const extension = extname(path);
  return `${path.slice(0, path.length - extension.length)}-confusion${extension}`;
};

/** `thwc plot`: reads the logs of runs, writes pictures of them; gives what to say about it. */
export const plot = async ({ runs: given, out, confusion }: PlotOptions): Promise<string> => {
  if (given.includes('') || out === '')
    throw new Failure(`${out === '' ? '--out' : 'the folder of a run'} is empty`);
  // A run that is named twice is one run.
  const folders = [...new Map(given.map((folder) => [resolve(folder), folder])).values()];
  const path = out ?? join(folders[0] ?? '', 'curves.svg');
  const format = formatOf(path);
  const names = runNames(folders);
  const logs = await Promise.all(folders.map(readRun));
  const runs = logs.map(({ entries }, i): Run => ({ name: names[i] ?? '', entries }));
  const confusions = confusion ? lastConfusions(runs) : [];
  if (confusion && confusions.length === 0) throw new Failure('no run has a confusion matrix in its log');
  // All is drawn before anything is written.
  const pictures = [
    { path, bytes: await format(await drawSvg(learningCurvesSpec(runs))) },
    ...(confusion
      ? [{ path: beside(path), bytes: await format(await drawSvg(confusionSpec(confusions))) }]
      : []),
  ];
  for (const picture of pictures) await write(picture.path, picture.bytes);
  const torn = logs.flatMap((log, i) =>
    log.torn === undefined ? [] : `${names[i]}: line ${log.torn.line} is cut short and left out`,
  );
  return [
    ...pictures.map((picture) => printable(picture.path)),
    '',
    runTable(runs),
    ...(torn.length === 0 ? [] : ['', ...torn.map(printable)]),
  ].join('\n');
};

interface PlotFlags {
  readonly out?: string;
  readonly confusion: boolean;
}

/** Adds `thwc plot` to the command. */
export const addPlotCommand = (program: Command): void => {
  program
    .command('plot')
    .description('draw the learning curves of runs, one colour each')
    .argument('<run...>', 'folders of runs')
    .option('--out <file>', "picture to write, .svg or .png (default: curves.svg in the first run's folder)")
    .option(
      '--confusion',
      'also draw the last confusion matrices, as …-confusion.svg or .png beside it',
      false,
    )
    .action(async (runs: readonly string[], { out, confusion }: PlotFlags) => {
      process.stdout.write(`${await plot({ runs, out, confusion })}\n`);
    });
};
