import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgesOf, incoming, mapped, on, sendsAlways } from './messages.ts';
import { gatheredOf, rowsOf, stages } from './stage.ts';
import { expectClose } from './support.ts';

describe('softmax', () => {
  const soft = stages({ gather: 'softmax' });

  it('weights sum to 1: equal messages come through as they are', async () => {
    await fc.assert(
      fc.asyncProperty(soft, async (stage) => {
        const bias = [...stage.send[1].bias.data].map((x) => Math.max(0, x));
        rowsOf(await gatheredOf(sendsAlways(stage))).forEach((g, node) => {
          g.forEach((x, d) => {
            expect(x).toBeCloseTo(incoming(stage.graph, node) === 0 ? 0 : (bias[d] ?? 0), 5);
          });
        });
      }),
    );
  });

  it('is a mean: it lies between the messages, and hearing all twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(soft, async (stage) => {
        const edges = edgesOf(stage.graph);
        const g = await gatheredOf(stage);
        expectClose(
          await gatheredOf(
            on(
              stage,
              edges.flatMap((edge) => [edge, edge]),
            ),
          ),
          g,
        );
        // One edge alone has weight 1: its message.
        const sent = await Promise.all(
          edges.map(async (edge) => rowsOf(await gatheredOf(on(stage, [edge])))[edge[1]] ?? []),
        );
        rowsOf(g).forEach((row, node) => {
          const heard = sent.filter((_, e) => edges[e]?.[1] === node);
          if (heard.length === 0) return;
          row.forEach((x, d) => {
            const all = heard.map((message) => message[d] ?? Number.NaN);
            expect(x).toBeGreaterThanOrEqual(Math.min(...all) - 1e-5);
            expect(x).toBeLessThanOrEqual(Math.max(...all) + 1e-5);
          });
        });
      }),
    );
  });

  it('is the plain mean when all scores are equal', async () => {
    await fc.assert(
      fc.asyncProperty(soft, async (stage) => {
        const source = mapped(stage.attend.source, () => 0);
        const total = rowsOf(await gatheredOf({ ...stage, gather: 'sum' }));
        rowsOf(await gatheredOf({ ...stage, attend: { ...stage.attend, source } })).forEach((row, node) => {
          const n = Math.max(1, incoming(stage.graph, node));
          row.forEach((x, d) => {
            expect(x).toBeCloseTo((total[node]?.[d] ?? Number.NaN) / n, 5);
          });
        });
      }),
    );
  });
});
