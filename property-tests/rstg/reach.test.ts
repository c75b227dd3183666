import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridGraph, type MessageGraph, type RstgConfig, schedules } from '../../src/rstg/index.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { type Sample, samples } from '../arbitraries/rstg.ts';
import { expectClose, partOf, reconfigured, runClip } from './support.ts';

/** One element of the features changed wherever `where` holds of its place. */
const nudged = (sample: Sample, where: (t: number, pixel: number) => boolean): Sample => {
  const { shape, data } = sample.features;
  const [, height, width, channels] = shape;
  const changed = data.map((x, at) => {
    const pixel = Math.floor(at / channels);
    return where(Math.floor(pixel / (height * width)), pixel % (height * width)) ? x + 0.5 : x;
  });
  return { ...sample, features: valueFrom(shape, changed) };
};

/** Distances from one node along edges; Infinity where there is no way. */
const distancesFrom = ({ receivers, source, target }: MessageGraph, start: number): readonly number[] => {
  let near = new Set([start]);
  const distance = Array.from({ length: receivers }, (_, i) => (i === start ? 0 : Number.POSITIVE_INFINITY));
  for (let d = 1; near.size > 0; d++) {
    const next = source.flatMap((from, e) => (near.has(from) ? [target[e] ?? 0] : []));
    near = new Set(next.filter((i) => distance[i] === Number.POSITIVE_INFINITY));
    for (const i of near) distance[i] = d;
  }
  return distance;
};

const causal: readonly RstgConfig['schedule'][] = schedules.filter((s) => s !== 'space-only');

describe('no answer from the future', () => {
  const cases = fc.constantFrom(...causal).chain((schedule) => samples({ schedule, readout: 'map' }));

  it('changing frames after t changes no map up to t, not by a bit', async () => {
    await fc.assert(
      fc.asyncProperty(cases, fc.nat(3), async (sample, pick) => {
        const last = pick % sample.config.frames;
        const [before, after] = [await runClip(sample), await runClip(nudged(sample, (t) => t > last))];
        for (let t = 0; t <= last; t++) expect(partOf(after, t).data).toEqual(partOf(before, t).data);
      }),
    );
  });
});

describe('grids as fine as the frame: every pixel is a node', () => {
  const pixels = fc
    .integer({ min: 1, max: 5 })
    .chain((s) => samples({ scales: [s], height: s, width: s, readout: 'map' }));

  it('news travels one edge in each iteration, and no further however many frames', async () => {
    await fc.assert(
      fc.asyncProperty(pixels, fc.nat(), async (sample, pick) => {
        const { scales, edges, schedule, iterations, frames } = sample.config;
        const graph = gridGraph(scales, edges);
        const origin = pick % graph.receivers;
        const reach = schedule === 'time-only' ? 0 : iterations;
        const [before, after] = [
          await runClip(sample),
          await runClip(nudged(sample, (_, pixel) => pixel === origin)),
        ];
        distancesFrom(graph, origin).forEach((distance, node) => {
          if (distance <= reach) return;
          for (let t = 0; t < frames; t++) {
            const [was, is] = [before, after].map((map) =>
              partOf(partOf(map, t), Math.floor(node / (scales[0] ?? 1))),
            );
            const column = node % (scales[0] ?? 1);
            expect(is && partOf(is, column).data).toEqual(was && partOf(was, column).data);
          }
        });
      }),
    );
  });
});

describe('time', () => {
  it('space-only does not see the order of the frames', async () => {
    await fc.assert(
      fc.asyncProperty(samples({ schedule: 'space-only', readout: 'vec' }), async (sample) => {
        const { shape, data } = sample.features;
        const [frames, height, width, channels] = shape;
        const size = height * width * channels;
        const backwards = Float32Array.from(
          data,
          (_, at) => data[(frames - 1 - Math.floor(at / size)) * size + (at % size)] ?? 0,
        );
        expectClose(
          await runClip({ ...sample, features: valueFrom(shape, backwards) }),
          await runClip(sample),
        );
      }),
    );
  });

  it('one frame is its own mean', async () => {
    await fc.assert(
      fc.asyncProperty(samples({ frames: 1, readout: 'vec', time: 'last' }), async (sample) =>
        expectClose(await runClip(reconfigured(sample, { time: 'mean' })), await runClip(sample)),
      ),
    );
  });

  it('to-map does not depend on which time step to-vec would read', async () => {
    await fc.assert(
      fc.asyncProperty(samples({ readout: 'map', time: 'last' }), async (sample) =>
        expectClose(await runClip(reconfigured(sample, { time: 'mean' })), await runClip(sample), 0),
      ),
    );
  });

  it('an LSTM network that adds nothing else never sums to more than its nodes: |h| < 1', async () => {
    const cases = fc.constantFrom('all-temp' as const, 'one-temp' as const, 'time-only' as const);
    await fc.assert(
      fc.asyncProperty(
        cases.chain((schedule) => samples({ schedule, readout: 'vec', norm: 'none', residual: false })),
        async (sample) => {
          const nodes = sample.config.scales.reduce((n, s) => n + s * s, 0);
          expect((await runClip(sample)).data.every((x) => Math.abs(x) <= nodes)).toBe(true);
        },
      ),
    );
  });

  it('to-map adds to the features: without unprojecting weights it adds the bias', async () => {
    await fc.assert(
      fc.asyncProperty(samples({ readout: 'map', channels: 2, dim: 3 }), async (sample) => {
        const { unproject } = sample.params;
        if (unproject === undefined) throw new Error('C ≠ D, so there is an unproject');
        const weight = valueFrom(
          unproject.weight.shape,
          unproject.weight.data.map(() => 0),
        );
        const output = await runClip({
          ...sample,
          params: { ...sample.params, unproject: { ...unproject, weight } },
        });
        const expected = sample.features.data.map((x, at) => x + (unproject.bias.data[at % 2] ?? 0));
        expectClose(output, valueFrom(sample.features.shape, expected));
      }),
    );
  });
});
