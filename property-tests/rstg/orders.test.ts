import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { type RstgConfig, rstg } from '../../src/rstg/index.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';
import { clipOf, samples } from '../arbitraries/rstg.ts';
import {
  exact,
  expectClose,
  partOf,
  prefixOf,
  runClip,
  runStream,
  runTimeMajor,
  settled,
  stacked,
} from './support.ts';

/**
 * Networks, and how near a stream must come: its states are rounded to single precision, and where a node's entries are nearly
 * alike a normalisation makes the error some thirty times as large. Of 16 random entries hardly any are.
 */
const streamed = (fixed: Partial<RstgConfig> = {}) =>
  fc.oneof(
    samples({ ...fixed, norm: 'none' }).map((sample) => ({ sample, tolerance: 2e-6 })),
    samples({ ...fixed, norm: 'layer', dim: 16 }).map((sample) => ({ sample, tolerance: 2e-4 })),
  );

const shapesOf = (state: unknown): string =>
  JSON.stringify(state, (key, x) => (key === 'data' ? undefined : x));

describe('one network', () => {
  it('gives the same time-major and iteration-major', async () => {
    await fc.assert(
      fc.asyncProperty(samples(), async (sample) =>
        expectClose(await runTimeMajor(sample), await runClip(sample)),
      ),
    );
  });

  it('answers frame by frame what it answers to the clip so far', async () => {
    await fc.assert(
      fc.asyncProperty(streamed({ readout: 'vec' }), async ({ sample, tolerance }) => {
        const { outputs } = await runStream(sample);
        for (const [t, output] of outputs.entries())
          expectClose(output, await runClip(prefixOf(sample, t + 1)), tolerance);
      }),
    );
  });

  it('maps frame by frame what it maps of the whole clip', async () => {
    await fc.assert(
      fc.asyncProperty(streamed({ readout: 'map' }), async ({ sample, tolerance }) => {
        const parts = rstg(sample.config).stream.averages
          ? await settled(sample)
          : (await runStream(sample)).outputs;
        expectClose(stacked(parts), await runClip(sample), tolerance);
      }),
    );
  });

  it('settles every answer that is an average over time, and refuses to settle others', async () => {
    await fc.assert(
      fc.asyncProperty(streamed(), async ({ sample, tolerance }) => {
        const { averages } = rstg(sample.config).stream;
        if (!averages) {
          await expect(settled(sample)).rejects.toThrow('averages nothing over time');
          return;
        }
        const whole = await runClip(sample);
        for (const [t, answer] of (await settled(sample)).entries()) {
          expectClose(answer, sample.config.readout === 'vec' ? whole : partOf(whole, t), tolerance);
        }
      }),
    );
  });

  it('remembers as much after any frame as before the first', async () => {
    await fc.assert(
      fc.asyncProperty(samples(), async (sample) => {
        const shapes = (await runStream(sample)).states.map(shapesOf);
        expect(new Set(shapes).size).toBe(1);
      }),
    );
  });

  it('gives every clip of a batch what it gives to the clip alone', async () => {
    await fc.assert(
      fc.asyncProperty(
        samples(),
        fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
        async (sample, seeds) => {
          const clips = seeds.map((seed) => clipOf(sample.config, seed));
          const [frames, height, width, channels] = sample.features.shape;
          const batch = valueFrom(
            [clips.length, frames, height, width, channels],
            Float32Array.from(clips.flatMap((x) => [...x.data])),
          );
          const together = await compile(vmap(rstg(sample.config).apply, { in: [null, 0] }), exact)(
            sample.params,
            batch,
          );
          const alone = await Promise.all(clips.map((features) => runClip({ ...sample, features })));
          expectClose(together, stacked(alone));
        },
      ),
    );
  });
});
