/** The parameters in the package: of the model that the demonstration types, and they know something. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rightOf } from '../property-tests/io/support.ts';
import { defaultBackend, openBackend } from '../src/cli/backends.ts';
import { resolveTrainConfig } from '../src/cli/train/config/index.ts';
import { serializeSafetensors } from '../src/io/index.ts';
import { networkOf } from './network.ts';
import { difference, runVideos } from './run.ts';
import { hitsByFrame } from './sample.ts';
import { shipped, trainedParams } from './trained.ts';
import { drawVideos, videoConfig } from './videos.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'thwc-trained-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const { backend } = await openBackend(defaultBackend);
const nothing = (): void => undefined;

describe('the trained network', () => {
  it('finds the pair among five test digits, and surer with every frame', async () => {
    const network = await networkOf(await trainedParams(), backend);
    const count = 100;
    const { hits } = await hitsByFrame(network, await drawVideos(videoConfig(5, 20), count), nothing);
    const [first = Number.NaN, last = Number.NaN] = [hits[0], hits.at(-1)];
    expect(hits.length).toBe(10);
    // Of one frame nothing moves: who names the digits guesses one of ten pairs.
    expect(first / count).toBeLessThan(0.3);
    expect(last / count).toBeGreaterThan(0.75);
  }, 120_000);

  it('says of a stream what it says of the clip', async () => {
    const network = await networkOf(await trainedParams(), backend);
    const runs = await runVideos(network, await drawVideos(videoConfig(5, 21), 3), nothing);
    for (const { whole, streamed, probabilities } of runs) {
      expect(difference(streamed, whole)).toBeLessThan(1e-4);
      for (const row of probabilities) expect(row.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    }
  }, 60_000);

  it('is small enough to be shipped', async () => {
    expect((await stat(shipped.file)).size).toBeLessThan(10e6);
  });
});

describe('a file that is not of the model', () => {
  it('is refused, with both configurations', async () => {
    const config = JSON.stringify(rightOf(resolveTrainConfig({ preset: 'small' })));
    const file = join(home, 'small.safetensors');
    const bytes = serializeSafetensors({ tensors: new Map(), metadata: new Map([['config', config]]) });
    await writeFile(file, rightOf(bytes));
    await expect(trainedParams(file)).rejects.toThrow(
      /small\.safetensors is not of the model of demo\/model\.ts: expected .*"dim":96.*, got .*"dim":64/,
    );
  });

  it('is refused when there is none', async () => {
    await expect(trainedParams(join(home, 'none.safetensors'))).rejects.toThrow('no such file');
  });
});
