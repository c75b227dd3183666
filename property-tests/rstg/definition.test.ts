import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AnyValue } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { samples } from '../arbitraries/rstg.ts';
import { define } from './definition.ts';
import { plain } from './definition-params.ts';
import { goldens } from './golden.ts';
import { expectClose, relativeError, runClip } from './support.ts';

const shapedLike = ({ shape }: AnyValue, numbers: readonly number[]): AnyValue =>
  valueFrom(shape, Float32Array.from(numbers));

it('every network is what its definition says', async () => {
  await fc.assert(
    fc.asyncProperty(samples(), async (sample) => {
      const output = await runClip(sample);
      // Normalising two entries that are nearly alike makes what was rounded up to 31 times as large, stage by stage.
      const tolerance = sample.config.norm === 'layer' ? 1e-3 : 2e-6;
      expectClose(output, shapedLike(output, define(plain(sample))), tolerance);
    }),
  );
});

it.each(goldens)('the definition gives golden $name', ({ sample, output }) => {
  // One of them, the largest, takes long in plain loops.
  if (sample.config.height > 10) return;
  expect(relativeError(shapedLike(output, define(plain(sample))), output)).toBeLessThan(1e-5);
});
