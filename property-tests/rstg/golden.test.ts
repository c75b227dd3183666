import { describe, expect, it } from 'vitest';
import { rstg } from '../../src/rstg/index.ts';
import { type Golden, goldens } from './golden.ts';
import { expectClose, runClip, runStream, runTimeMajor, settled, stacked } from './support.ts';

/** In single precision, as users run it. */
const f32 = {};

const streamed = async ({ sample }: Golden) => {
  const { config } = sample;
  if (rstg(config).stream.averages && config.readout === 'map') return stacked(await settled(sample, f32));
  const { outputs } = await runStream(sample, f32);
  return config.readout === 'map' ? stacked(outputs) : stacked(outputs.slice(-1));
};

it('there are golden files', () => expect(goldens.length).toBeGreaterThanOrEqual(8));

describe.each(goldens)('$name', (golden) => {
  const { sample, output } = golden;
  it('iteration-major', async () => expectClose(await runClip(sample, f32), output, 1e-5));
  it('time-major', async () => expectClose(await runTimeMajor(sample, f32), output, 1e-5));
  it('as a stream', async () => {
    const expected = sample.config.readout === 'map' ? output : stacked([output]);
    expectClose(await streamed(golden), expected, 1e-5);
  });
});
