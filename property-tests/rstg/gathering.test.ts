import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/tensor/value.ts';
import { added, edgesOf, incoming, mapped, on, sendsAlways } from './messages.ts';
import { gatheredOf, rowsOf, spaceOf, stages } from './stage.ts';
import { expectClose } from './support.ts';

type Matrix = Value<[number, number]>;

describe('every gather', () => {
  it('gives 0 to nodes that nobody talks to', async () => {
    await fc.assert(
      fc.asyncProperty(stages(), async (stage) => {
        rowsOf(await gatheredOf(stage)).forEach((g, node) => {
          if (incoming(stage.graph, node) === 0) expect(g.every((x) => x === 0)).toBe(true);
        });
      }),
    );
  });

  it('hears only the senders: what a node without edges to i holds is nothing to i', async () => {
    await fc.assert(
      fc.asyncProperty(stages(), fc.nat(), async (stage, pick) => {
        const node = pick % stage.graph.receivers;
        const { shape } = stage.nodes;
        const nodes = mapped(stage.nodes, (x, at) => (Math.floor(at / shape[1]) === node ? x + 1 : x));
        const [before, after] = [rowsOf(await spaceOf(stage)), rowsOf(await spaceOf({ ...stage, nodes }))];
        const hears = new Set(edgesOf(stage.graph).flatMap(([from, to]) => (from === node ? [to] : [])));
        before.forEach((row, i) => {
          if (i !== node && !hears.has(i)) expect(after[i]).toEqual(row);
        });
      }),
    );
  });

  it('sends the position of the sender, not of the receiver', async () => {
    await fc.assert(
      fc.asyncProperty(stages(), fc.nat(), async (stage, pick) => {
        const { positions } = stage;
        fc.pre(positions !== null);
        const node = pick % stage.graph.senders;
        const moved = mapped(positions, (x, at) =>
          Math.floor(at / positions.shape[1]) === node ? x + 1 : x,
        );
        const [before, after] = [
          rowsOf(await gatheredOf(stage)),
          rowsOf(await gatheredOf({ ...stage, positions: moved })),
        ];
        const hears = new Set(edgesOf(stage.graph).flatMap(([from, to]) => (from === node ? [to] : [])));
        before.forEach((row, i) => {
          if (!hears.has(i)) expect(after[i]).toEqual(row);
        });
      }),
    );
  });
});

describe('sum and dot', () => {
  const additive = fc.constantFrom('sum', 'dot').chain((gather) => stages({ gather }));

  it('gather from two sets of edges what they gather from each', async () => {
    await fc.assert(
      fc.asyncProperty(additive, fc.nat(20), async (stage, cut) => {
        const edges = edgesOf(stage.graph);
        const [some, rest] = [on(stage, edges.slice(0, cut)), on(stage, edges.slice(cut))];
        expectClose(await gatheredOf(stage), added(await gatheredOf(some), await gatheredOf(rest)));
      }),
    );
  });

  it('hear twice what is sent twice', async () => {
    await fc.assert(
      fc.asyncProperty(additive, async (stage) => {
        const twice = on(
          stage,
          edgesOf(stage.graph).flatMap((edge) => [edge, edge]),
        );
        expectClose(
          await gatheredOf(twice),
          mapped(await gatheredOf(stage), (x) => 2 * x),
        );
      }),
    );
  });

  it('dot is linear in each of its two matrices', async () => {
    await fc.assert(
      fc.asyncProperty(stages({ gather: 'dot' }), fc.constantFrom(-2, 0, 0.5, 3), async (stage, by) => {
        const { source, target } = stage.attend;
        const expected = mapped(await gatheredOf(stage), (x) => by * x);
        const scaled = (x: Matrix) => mapped(x, (w) => by * w);
        expectClose(await gatheredOf({ ...stage, attend: { source: scaled(source), target } }), expected);
        expectClose(await gatheredOf({ ...stage, attend: { source, target: scaled(target) } }), expected);
      }),
    );
  });

  it('sum counts: equal messages from d senders are d times one', async () => {
    await fc.assert(
      fc.asyncProperty(stages({ gather: 'sum' }), async (stage) => {
        const bias = [...stage.send[1].bias.data].map((x) => Math.max(0, x));
        rowsOf(await gatheredOf(sendsAlways(stage))).forEach((g, node) => {
          g.forEach((x, d) => {
            expect(x).toBeCloseTo(incoming(stage.graph, node) * (bias[d] ?? 0), 5);
          });
        });
      }),
    );
  });
});

it('what a space stage gives is not negative', async () => {
  await fc.assert(
    fc.asyncProperty(stages(), async (stage) => {
      expect((await spaceOf(stage)).data.every((x) => x >= 0)).toBe(true);
    }),
  );
});
