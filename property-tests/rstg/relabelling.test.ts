import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { type MessageGraph, messageGraph, time } from '../../src/rstg/index.ts';
import type { Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { permutations, samples, scales } from '../arbitraries/rstg.ts';
import { matrix, seeded, vector } from '../arbitraries/seeded.ts';
import { rowsOf, spaceOf, stages } from './stage.ts';
import { exact, expectClose, reconfigured, runClip } from './support.ts';

/** Row i of the result is row order[i] of x. */
const reordered = (x: Value<[number, number]>, order: readonly number[]): Value<[number, number]> => {
  const rows = rowsOf(x);
  return valueFrom(x.shape, Float32Array.from(order.flatMap((i) => rows[i] ?? [])));
};

/** The graph after node order[i] has become node i. */
const relabelled = ({ receivers, source, target }: MessageGraph, order: readonly number[]): MessageGraph => {
  const name = (node: number | undefined) => order.indexOf(node ?? -1);
  return messageGraph(
    receivers,
    source.map((from, e) => [name(from), name(target[e])] as const),
  );
};

const withOrder = stages().chain((stage) =>
  fc.tuple(fc.constant(stage), permutations(stage.graph.receivers)),
);

describe('relabelling the nodes with their edges', () => {
  it('permutes the nodes of a space stage, on any graph', async () => {
    await fc.assert(
      fc.asyncProperty(withOrder, async ([stage, order]) => {
        const { nodes, positions, graph } = stage;
        const moved = await spaceOf({
          ...stage,
          graph: relabelled(graph, order),
          nodes: reordered(nodes, order),
          positions: positions && reordered(positions, order),
        });
        expectClose(moved, reordered(await spaceOf(stage), order));
      }),
    );
  });

  it('permutes the nodes of a time stage', async () => {
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.integer())
      .chain((drawn) => fc.tuple(fc.constant(drawn), permutations(drawn[0])));
    await fc.assert(
      fc.asyncProperty(cases, async ([[nodes, dim, seed], order]) => {
        const next = seeded(seed);
        const lstm = {
          input: matrix(next, dim, 4 * dim),
          hidden: matrix(next, dim, 4 * dim),
          bias: vector(next, 4 * dim),
        };
        const memory = { hidden: matrix(next, nodes, dim), cell: matrix(next, nodes, dim) };
        const x = matrix(next, nodes, dim);
        const run = compile(time<number, number>, exact);
        const after = await run(lstm, memory, x);
        const moved = await run(
          lstm,
          { hidden: reordered(memory.hidden, order), cell: reordered(memory.cell, order) },
          reordered(x, order),
        );
        expectClose(moved.hidden, reordered(after.hidden, order));
        expectClose(moved.cell, reordered(after.cell, order));
      }),
    );
  });

  it('changes no network: the order of the scales does not matter', async () => {
    const cases = scales.chain((list) =>
      fc.tuple(samples({ scales: list }), fc.shuffledSubarray([...list], { minLength: list.length })),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([sample, shuffled]) => {
        expectClose(await runClip(reconfigured(sample, { scales: shuffled })), await runClip(sample));
      }),
    );
  });

  it('does not depend on the order of the edges', async () => {
    const cases = stages().chain((stage) =>
      fc.tuple(fc.constant(stage), permutations(stage.graph.source.length)),
    );
    await fc.assert(
      fc.asyncProperty(cases, async ([stage, order]) => {
        const { source, target, receivers } = stage.graph;
        const edges = order.map((e) => [source[e] ?? 0, target[e] ?? 0] as const);
        expectClose(await spaceOf({ ...stage, graph: messageGraph(receivers, edges) }), await spaceOf(stage));
      }),
    );
  });
});

describe('a frame seen in a mirror', () => {
  /** Every frame with its columns (or rows) reversed. */
  const mirrored = (x: Value<[number, number, number, number]>, axis: 'rows' | 'columns') => {
    const [frames, height, width, channels] = x.shape;
    const data = new Float32Array(x.data.length);
    x.data.forEach((number, at) => {
      const [pixel, c] = [Math.floor(at / channels), at % channels];
      const [t, row, column] = [
        Math.floor(pixel / width / height),
        Math.floor(pixel / width) % height,
        pixel % width,
      ];
      const [r, q] = axis === 'rows' ? [height - 1 - row, column] : [row, width - 1 - column];
      data[((t * height + r) * width + q) * channels + c] = number;
    });
    return valueFrom([frames, height, width, channels], data);
  };
  const axes = fc.constantFrom('rows', 'columns');

  it('gives the same vector, without positions', async () => {
    await fc.assert(
      fc.asyncProperty(samples({ readout: 'vec', positional: null }), axes, async (sample, axis) => {
        expectClose(
          await runClip({ ...sample, features: mirrored(sample.features, axis) }),
          await runClip(sample),
        );
      }),
    );
  });

  it('gives the mirrored map, without positions', async () => {
    await fc.assert(
      fc.asyncProperty(samples({ readout: 'map', positional: null }), axes, async (sample, axis) => {
        const { frames, height, width, channels } = sample.config;
        const map = await runClip(sample);
        expect(map.data).toBeInstanceOf(Float32Array);
        const expected = mirrored(
          valueFrom([frames, height, width, channels], Float32Array.from(map.data)),
          axis,
        );
        expectClose(await runClip({ ...sample, features: mirrored(sample.features, axis) }), expected);
      }),
    );
  });
});
