/** What every frame is asked besides the label: how alike the digits of each pair moved. */
import { mkdir } from 'node:fs/promises';
import fc from 'fast-check';
import * as O from 'fp-ts/lib/Option.js';
import { describe, expect, it } from 'vitest';
import { alikeTarget, pairs } from '../../src/cli/train/alike.ts';
import { classifierLeaves } from '../../src/cli/train/trained.ts';
import { labelPair, noneLabel, syncMnistDefaults, syncMnistScene } from '../../src/data/index.ts';
import { blockMnist } from '../data/support.ts';
import { inFolder } from './files.ts';
import { configWith, memoryLog, newestIn, trained } from './train-support.ts';

const scenes = fc.record({
  digits: fc.integer({ min: 2, max: 6 }),
  frames: fc.integer({ min: 2, max: 5 }),
  canvas: fc.constantFrom('direct', 'authors'),
  index: fc.nat(1e6),
  sigma: fc.double({ min: 0.1, max: 10, noNaN: true }),
});

const drawn = ({
  digits,
  frames,
  canvas,
  index,
  sigma,
}: typeof scenes extends fc.Arbitrary<infer A> ? A : never) => {
  const scene = syncMnistScene({ ...syncMnistDefaults, digits, frames, canvas }, blockMnist, index);
  const config = configWith({ data: { digits, frames, canvas } });
  const target = alikeTarget(scene, config, sigma);
  return { scene, at: (frame: number, pair: number) => target[frame * pairs + pair] ?? Number.NaN, target };
};

describe('how alike pairs move', () => {
  it('is 1 in every frame for the pair that moves together', () =>
    fc.assert(
      fc.property(scenes, (sample) => {
        const { scene, at } = drawn(sample);
        if (scene.label === noneLabel) return;
        for (let frame = 0; frame < sample.frames - 1; frame++) expect(at(frame, scene.label)).toBe(1);
      }),
    ));

  it('falls with how far their moves are apart, in pixels of the frame, and is 0 for pairs that are not there', () =>
    fc.assert(
      fc.property(scenes, (sample) => {
        const { scene, at, target } = drawn(sample);
        expect(target.length).toBe((sample.frames - 1) * 45);
        const scale = sample.canvas === 'authors' ? 0.64 : 1;
        for (let frame = 0; frame < sample.frames - 1; frame++) {
          for (let pair = 0; pair < pairs; pair++) {
            const [a, b] = O.getOrElse((): readonly number[] => [])(labelPair(pair)).map((digit) =>
              scene.digits.find((one) => one.digit === digit),
            );
            const expected =
              a === undefined || b === undefined
                ? 0
                : Math.exp(
                    -[0, 1].reduce((sum, axis) => {
                      const move = ({ positions }: typeof a) =>
                        (positions[frame + 1]?.[axis] ?? 0) - (positions[frame]?.[axis] ?? 0);
                      return sum + ((move(a) - move(b)) * scale) ** 2;
                    }, 0) /
                      (2 * sample.sigma ** 2),
                  );
            expect(at(frame, pair)).toBeCloseTo(expected, 5);
          }
        }
      }),
      { numRuns: 20 },
    ));

  it('is learned beside the label, as much as is asked for, and left behind', () =>
    inFolder(async (folder) => {
      const asking = {
        rate: { schedule: 'constant', value: 1e-3 },
        videos: 40,
        curriculum: [],
        checkpoint: { every: null },
      };
      const losses = async (alike: object | null, path: string) => {
        await mkdir(path);
        const log = memoryLog();
        await trained(path, configWith({ ...asking, loss: { alike } }), { log });
        return log.entries.flatMap((entry) => (entry.kind === 'train' ? [entry.loss] : []));
      };
      const [without, with1, with2] = [
        await losses(null, `${folder}/without`),
        await losses({ weight: 1 }, `${folder}/one`),
        await losses({ weight: 2 }, `${folder}/two`),
      ];
      // At first: 45 answers of 1/2 each cost ln 2.
      const [more, twice] = [(with1[0] ?? 0) - (without[0] ?? 0), (with2[0] ?? 0) - (without[0] ?? 0)];
      expect(more).toBeGreaterThan(0.8 * 45 * Math.LN2);
      expect(more).toBeLessThan(1.2 * 45 * Math.LN2);
      expect(twice / more).toBeCloseTo(2, 1);
      expect(with1.at(-1)).toBeLessThan((with1[0] ?? 0) - 0.2);
      const { named } = await newestIn(`${folder}/one`);
      expect([...named.keys()].filter((name) => name.startsWith('params.alike.')).sort()).toEqual([
        'params.alike.bias',
        'params.alike.weight',
      ]);
      const { named: plain } = await newestIn(`${folder}/without`);
      expect([...classifierLeaves(named).keys()]).toEqual([...classifierLeaves(plain).keys()]);
    }));
});
