/** `thwc eval`: the same numbers from files as from generated videos, and as the logits say. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { syncMnistOf, type TrainConfig } from '../../src/cli/train/config/index.ts';
import { classifierOf, initialVideoParams } from '../../src/cli/train/model.ts';
import { fromNamedLeaves } from '../../src/cli/train/named-leaves.ts';
import { compile } from '../../src/compile/compile.ts';
import { syncMnistBatch } from '../../src/data/index.ts';
import type { FileTensor } from '../../src/io/index.ts';
import { writeNpyFile } from '../../src/io/node.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { wilsonInterval } from '../../src/train/index.ts';
import { blockMnist } from '../data/support.ts';
import { rightOf } from '../io/support.ts';
import { goldenPath } from './files.ts';
import { expectRefusal } from './process.ts';
import { command, configWith, newestIn, trained, writeMnist } from './train-support.ts';

const config: TrainConfig = configWith({
  videos: 6,
  curriculum: [],
  pretrain: null,
  evaluate: { every: null },
});

let home: string;
let run: string;
let mnist: string;
/** Without its ending. */
let checkpoint: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-eval-'));
  run = join(home, 'run');
  mnist = await writeMnist(join(home, 'mnist'));
  await mkdir(run);
  checkpoint = (await trained(run, config)).checkpoint.replace(/\.safetensors$/, '');
}, 60_000);
afterAll(() => rm(home, { recursive: true, force: true }));

const share = z.number().min(0).max(1);
const report = z.strictObject({
  backend: z.strictObject({ name: z.string(), on: z.string(), notes: z.array(z.string()) }),
  count: z.int(),
  accuracy: share,
  interval: z.tuple([share, share]),
  top5: share,
  loss: z.number(),
  classes: z.array(
    z.strictObject({
      class: z.int(),
      name: z.string(),
      precision: share.nullable(),
      recall: share.nullable(),
      f1: share.nullable(),
      support: z.int(),
    }),
  ),
  confusion: z.array(z.array(z.int())),
});

/** What it says, as JSON: nothing else, and complete. */
const evaluated = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await command('eval', ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return report.parse(JSON.parse(stdout));
};

/** Test videos as `thwc eval` would generate them. */
const videosOf = (digits: number, count: number, seed: number) =>
  syncMnistBatch(
    syncMnistOf({ ...config, seed }, 'test', digits),
    blockMnist,
    Array.from({ length: count }, (_, i) => i),
  );

const npy = async (name: string, tensor: FileTensor): Promise<string> => {
  const path = join(home, name);
  rightOf(await writeNpyFile(path, tensor)());
  return path;
};

const videosFile = (name: string, count: number, data: Uint8Array) =>
  npy(name, { dtype: 'u8', shape: [count, config.data.frames, 64, 64], data });
const labelsFile = (name: string, labels: ArrayLike<number>) =>
  npy(name, { dtype: 'i32', shape: [labels.length], data: Int32Array.from(labels) });

/** The logits of each video, one at a time. */
const logitsOf = async (videos: Uint8Array, count: number): Promise<readonly (readonly number[])[]> => {
  const { named } = await newestIn(run);
  const own = new Map([...named].filter(([name]) => name.startsWith('params.')));
  const { params } = rightOf(fromNamedLeaves({ params: initialVideoParams(config) }, own));
  const answer = compile(classifierOf(config).apply);
  const { frames } = config.data;
  const pixels = frames * 64 * 64;
  const logits: (readonly number[])[] = [];
  for (let i = 0; i < count; i++) {
    const data = Float32Array.from(videos.subarray(i * pixels, (i + 1) * pixels));
    logits.push(Array.from((await answer(params, valueFrom([frames, 64, 64, 1], data))).data));
  }
  return logits;
};

/** Classes from the best answer to the worst. */
const ranked = (logits: readonly number[]): readonly number[] =>
  logits.map((_, i) => i).toSorted((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0) || a - b);

const crossEntropy = (logits: readonly number[], label: number): number => {
  const most = Math.max(...logits);
  const total = logits.reduce((sum, x) => sum + Math.exp(x - most), 0);
  return most + Math.log(total) - (logits[label] ?? Number.NaN);
};

describe('thwc eval', () => {
  it.each([2, 3])(
    'says the same of videos from files as of the same ones generated: %i digits',
    async (digits) => {
      const { videos, labels } = videosOf(digits, 20, 7);
      const files = [
        '--videos',
        await videosFile('v.npy', 20, videos),
        '--labels',
        await labelsFile('l.npy', labels),
      ];
      const fromFiles = await evaluated('--checkpoint', run, ...files);
      const generated = await evaluated(
        ...['--checkpoint', run, '--mnist', mnist],
        ...['--digits', `${digits}`, '--count', '20', '--seed', '7'],
      );
      expect(fromFiles).toEqual(generated);
      expect(fromFiles.count).toBe(20);
    },
  );

  it('says what the logits say', async () => {
    const count = 18;
    const { videos } = videosOf(3, count, 1);
    const logits = await logitsOf(videos, count);
    // Labels by their place among the answers, so that some are right, some nearly, some not at all.
    const places = [0, 0, 1, 4, 5, 45, 0, 2, 30];
    const labels = logits.map((row, i) => ranked(row)[places[i % places.length] ?? 0] ?? 0);
    const said = await evaluated(
      ...['--checkpoint', run, '--videos', await videosFile('a.npy', count, videos)],
      ...['--labels', await labelsFile('b.npy', labels)],
    );
    const hits = places.filter((place) => place === 0).length * 2;
    expect(said.accuracy).toBeCloseTo(hits / count, 12);
    expect(said.top5).toBeCloseTo((places.filter((place) => place < 5).length * 2) / count, 12);
    expect(said.interval).toEqual(wilsonInterval(hits, count));
    const losses = logits.map((row, i) => crossEntropy(row, labels[i] ?? 0));
    expect(said.loss).toBeCloseTo(losses.reduce((sum, x) => sum + x, 0) / count, 5);
    const answers = logits.map((row) => ranked(row)[0]);
    expect(said.classes.map(({ class: c }) => c)).toEqual(Array.from({ length: 46 }, (_, i) => i));
    expect(said.classes[44]?.name).toBe('8, 9');
    for (const { class: c, support, recall, precision, f1 } of said.classes) {
      const own = labels.filter((label) => label === c).length;
      const taken = answers.filter((answer) => answer === c).length;
      const right = labels.filter((label, i) => label === c && answers[i] === c).length;
      const ratio = (a: number, b: number) => (b === 0 ? null : a / b);
      expect([support, recall, precision, f1]).toEqual([
        own,
        ratio(right, own),
        ratio(right, taken),
        ratio(2 * right, own + taken),
      ]);
      expect(said.confusion[c]).toEqual(
        Array.from(
          { length: 46 },
          (_, a) => labels.filter((label, i) => label === c && answers[i] === a).length,
        ),
      );
    }
  });

  it('takes a folder, a checkpoint’s tensors, and its JSON alike, and says the same in words', async () => {
    const generate = ['--digits', '2', '--count', '9', '--mnist', mnist];
    const first = await evaluated('--checkpoint', run, ...generate);
    for (const ending of ['.safetensors', '.json'])
      expect(await evaluated('--checkpoint', `${checkpoint}${ending}`, ...generate)).toEqual(first);
    const { code, stdout, stderr } = await command('eval', '--checkpoint', run, ...generate);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
    expect(stdout).toContain(`9 videos: ${percent(first.accuracy)} right (95 % interval `);
    expect(stdout).toContain(`${percent(first.top5)} among the first 5, loss ${first.loss.toFixed(4)}\n`);
    expect(stdout).toMatch(/^backend wasm: /);
    const rows = stdout.trim().split('\n').slice(4);
    const seen = first.classes.filter(
      ({ class: c, support }) => support > 0 || first.confusion.some((row) => (row[c] ?? 0) > 0),
    );
    expect(rows.map((row) => row.slice(0, 8).trim())).toEqual(seen.map(({ name }) => name));
  });

  it('sees other videos with another seed', async () => {
    const of = (seed: string) =>
      evaluated('--checkpoint', run, '--digits', '2', '--count', '5', '--seed', seed, '--mnist', mnist);
    expect(await of('1')).not.toEqual(await of('2'));
  });
});

describe('thwc eval refuses', () => {
  const refused = async (message: RegExp, ...args: readonly string[]): Promise<void> =>
    expectRefusal(await command('eval', ...args), message);
  const { frames } = config.data;
  const pixels = frames * 64 * 64;
  const sound = async () => ({
    videos: await videosFile('sound.npy', 2, new Uint8Array(2 * pixels)),
    labels: await labelsFile('sound-labels.npy', [0, 45]),
  });
  const files = (videos: string, labels: string) => [
    '--checkpoint',
    run,
    '--videos',
    videos,
    '--labels',
    labels,
  ];

  it.each<readonly [string, FileTensor, RegExp]>([
    [
      'another type of numbers',
      { dtype: 'f32', shape: [1, frames, 64, 64], data: new Float32Array(pixels) },
      /bad\.npy: expected uint8 \[n, 2, 64, 64\], got f32 \[1, 2, 64, 64\]/,
    ],
    [
      'another rank',
      { dtype: 'u8', shape: [2, 64, 64], data: new Uint8Array(2 * 4096) },
      /got u8 \[2, 64, 64\]/,
    ],
    [
      'other frames',
      { dtype: 'u8', shape: [1, 3, 64, 64], data: new Uint8Array(3 * 4096) },
      /expected uint8 \[n, 2, 64, 64\], got u8 \[1, 3, 64, 64\]/,
    ],
    ['no videos', { dtype: 'u8', shape: [0, 2, 64, 64], data: new Uint8Array() }, /bad\.npy/],
  ])('videos: %s', async (name, tensor, message) => {
    const videos = await npy('bad.npy', tensor);
    const labels = name === 'no videos' ? await labelsFile('none.npy', []) : (await sound()).labels;
    await refused(message, ...files(videos, labels));
  });

  it.each<readonly [string, FileTensor, RegExp]>([
    [
      'another type of numbers',
      { dtype: 'i64', shape: [2], data: BigInt64Array.of(0n, 1n) },
      /bad-labels\.npy: expected int32 \[2\], got i64 \[2\]/,
    ],
    [
      'another rank',
      { dtype: 'i32', shape: [2, 1], data: Int32Array.of(0, 1) },
      /expected int32 \[2\], got i32 \[2, 1\]/,
    ],
    [
      'more of them',
      { dtype: 'i32', shape: [3], data: new Int32Array(3) },
      /expected int32 \[2\], got i32 \[3\]/,
    ],
    [
      'a label that there is not',
      { dtype: 'i32', shape: [2], data: Int32Array.of(3, 46) },
      /label 46 of video 1 is not one of the 46 classes, 0 to 45/,
    ],
    [
      'a label below 0',
      { dtype: 'i32', shape: [2], data: Int32Array.of(-1, 0) },
      /label -1 of video 0 is not one/,
    ],
  ])('labels: %s', async (_, tensor, message) => {
    await refused(message, ...files((await sound()).videos, await npy('bad-labels.npy', tensor)));
  });

  it('files that are missing, or none', async () => {
    const { videos, labels } = await sound();
    await refused(/no\.npy: opening: no such file/, ...files(join(home, 'no.npy'), labels));
    await refused(/no\.npy: opening: no such file/, ...files(videos, join(home, 'no.npy')));
    const text = join(home, 'text.npy');
    await writeFile(text, 'no numbers');
    await refused(/text\.npy: /, ...files(text, labels));
    const cut = join(home, 'cut.npy');
    await writeFile(cut, (await readFile(videos)).subarray(0, -1));
    await refused(/cut\.npy: /, ...files(cut, labels));
  });

  it('what is no checkpoint', async () => {
    const generate = ['--digits', '2', '--mnist', mnist];
    const at = (path: string, message: RegExp) => refused(message, '--checkpoint', path, ...generate);
    await at(join(home, 'no.safetensors'), /no\.safetensors: opening: no such file/);
    await at(join(home, 'no.json'), /no\.json: opening: no such file/);
    await at(mnist, /mnist holds no checkpoint/);
    await at(
      goldenPath('homogeneous'),
      /no checkpoint of thwc train: __metadata__\.config is not a configuration/,
    );
    await at((await sound()).videos, /sound\.npy: /);
  });

  it('to guess what is meant', async () => {
    const { videos, labels } = await sound();
    const both = /--digits generates videos: leave --videos and --labels out/;
    await refused(both, ...files(videos, labels), '--digits', '2');
    await refused(both, '--checkpoint', run, '--labels', labels, '--digits', '2');
    await refused(/what to evaluate on\? Give --videos and --labels, or --digits/, '--checkpoint', run);
    await refused(/Give --videos and --labels/, '--checkpoint', run, '--videos', videos);
    await refused(/required option '--checkpoint/, '--digits', '2');
  });

  it.each([
    ['--digits', '0'],
    ['--digits', '11'],
    ['--digits', '2.5'],
    ['--count', '0'],
    ['--count', 'many'],
    ['--seed', '-1'],
  ])('%s %s', async (flag, value) => {
    await refused(
      new RegExp(
        `^thwc: option '${flag} <n>' argument '${value}' is invalid\\. expected a whole number from`,
      ),
      ...['--checkpoint', run, '--digits', '2', flag, value],
    );
  });

  it('another backend, other digits than the classifier knows, MNIST that is not there', async () => {
    await refused(
      /no backend "abacus"; there is wasm, reference/,
      ...['--checkpoint', run, '--digits', '2'],
      '--backend',
      'abacus',
      '--mnist',
      mnist,
    );
    await refused(
      /--digits 1: the classifier knows pairs of digits, expected 2 or more/,
      '--checkpoint',
      run,
      '--digits',
      '1',
      '--mnist',
      mnist,
    );
    await refused(/opening: no such file/, '--checkpoint', run, '--digits', '2', '--mnist', home);
  });
});
