import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, graphOf, squareVideo } from './fixtures.ts';
import { strongestMessages } from './strongest-messages.ts';

const { edges, ...graph } = graphOf([1, 2, 3], () => 0);
/** Every size once, in another order in each frame; the largest grows from frame to frame. */
const sizes = Array.from({ length: 3 }, (_, t) => edges.map((_, e) => (t + 1) * ((e * (7 + 4 * t)) % 90)));
const options = { ...graph, edges, sizes, video: squareVideo(3), title: 'Strongest' };

/** What is drawn over each frame. */
const framesOfSheet = (svg: string) =>
  svg
    .split('<g class="legend"')
    .slice(0, 1)
    .flatMap((body) => body.split('<g class="frame">').slice(1))
    .map((frame) => ({
      arrows: [...frame.matchAll(/data-from="(\d+)" data-to="(\d+)"/g)].map(([, a, b]) => `${a} ${b}`),
      widths: [...frame.matchAll(/stroke-width="([\d.]+)" stroke-linecap/g)].map(([, w]) => Number(w)),
      nodes: [...frame.matchAll(/class="node".*?>(\d+)<\/text>/g)].map(([, number]) => Number(number)),
    }));

/** The names of a frame's `most` strongest messages, weakest first as they are drawn. */
const expected = (step: readonly number[], most: number): readonly string[] =>
  edges
    .map(({ from, to }, e) => ({ name: `${from} ${to}`, size: step[e] ?? 0, e }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || a.e - b.e)
    .slice(0, most)
    .map(({ name }) => name)
    .sort();

describe('strongestMessages', () => {
  it('draws the six strongest messages of each frame, and no other', () => {
    const drawn = framesOfSheet(strongestMessages(options));
    expect(drawn.map(({ arrows }) => arrows.toSorted())).toEqual(sizes.map((step) => expected(step, 6)));
    expect(new Set(drawn.map(({ arrows }) => arrows.join())).size).toBe(3);
  });

  it('draws the strongest messages, whatever the sizes, and only the nodes that take part', () => {
    const step = fc.array(fc.integer({ min: 0, max: 9 }), {
      minLength: edges.length,
      maxLength: edges.length,
    });
    const steps = fc.array(step, { minLength: 2, maxLength: 2 });
    const video = squareVideo(2, '', 2);
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 12 }), (drawnSizes, most) => {
        const svg = strongestMessages({ ...options, video, sizes: drawnSizes, most });
        framesOfSheet(svg).forEach(({ arrows, nodes }, t) => {
          expect(arrows.toSorted()).toEqual(expected(drawnSizes[t] ?? [], most));
          const ends = new Set(arrows.flatMap((name) => name.split(' ').map(Number)));
          expect(nodes).toEqual([...ends].sort((a, b) => a - b));
        });
      }),
      { numRuns: 40 },
    );
  });

  it('draws a size as wide in every frame, however large the others are, and a larger one wider', () => {
    const mixed = [20, 60, 0].map((large) =>
      edges.map(
        (_, e) =>
          new Map([
            [0, 8],
            [40, 3],
            [80, large],
          ]).get(e) ?? 0,
      ),
    );
    const widths = framesOfSheet(strongestMessages({ ...options, sizes: mixed })).map((each) => each.widths);
    const [three = 0, eight = 0, twenty = 0, sixty = 0] = [...(widths[0] ?? []), widths[1]?.at(-1) ?? 0];
    expect(widths).toEqual([
      [three, eight, twenty],
      [three, eight, sixty],
      [three, eight],
    ]);
    expect([three, eight, twenty, sixty]).toEqual(
      [...new Set([three, eight, twenty, sixty])].sort((a, b) => a - b),
    );
  });

  it('draws nothing over a frame without messages', () => {
    const zeroes = edges.map(() => 0);
    const silent = strongestMessages({ ...options, sizes: sizes.with(1, zeroes) });
    expect(framesOfSheet(silent).map(({ arrows }) => arrows.length)).toEqual([6, 0, 6]);
    const svg = strongestMessages({ ...options, sizes: sizes.map(() => zeroes) });
    expect(svg).toContain('no messages');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('outlines every digit, numbers the frames, and names what each colour and node is', () => {
    const svg = strongestMessages(options);
    expect(count(svg, 'class="pair"')).toBe(3);
    expect(count(svg, 'class="single"')).toBe(3);
    expect(count(svg, '<image')).toBe(3);
    for (const t of [0, 1, 2]) expect(svg).toContain(`>frame ${t}<`);
    expect(svg).toMatch(/within a scale · \d+.*across scales · \d+/);
    expect(svg).toContain('3 × 3: nodes 5 – 13');
  });

  it('has unique ids, even when the same messages are strongest in every frame', () => {
    const svg = strongestMessages({ ...options, sizes: sizes.map((_, __, [first = []]) => first) });
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(18);
    expect(new Set(ids).size).toBe(18);
  });

  it('draws videos without tracks', () => {
    const { digits: _, ...video } = options.video;
    expect(strongestMessages({ ...options, video })).not.toMatch(/class="(pair|single)"|moves together/);
  });

  it('writes the captions, on a line of their own when one is long', () => {
    const heightOf = (svg: string) => Number(/ height="(\d+)"/.exec(svg)?.[1]);
    const short = strongestMessages({ ...options, captions: ['<1>', 'two', ''] });
    expect(short).toContain('>&lt;1&gt;</text>');
    expect(heightOf(short)).toBe(heightOf(strongestMessages(options)));
    const long = strongestMessages({ ...options, captions: ['', '3 & 9 move together · 98%', ''] });
    expect(heightOf(long)).toBeGreaterThan(heightOf(short));
  });

  it.each([
    [{ sizes: sizes.slice(1) }, 'strongestMessages: there are 2 steps; expected 3 steps of 90 sizes'],
    [{ sizes: sizes.with(1, [1]) }, 'strongestMessages: step 1 has 1 sizes'],
    [{ captions: ['one'] }, 'strongestMessages: there are 1 captions; expected 3'],
    [{ most: 0 }, 'strongestMessages: most is 0'],
    [{ most: 2.5 }, 'strongestMessages: most is 2.5'],
    [{ scales: [1, 2] }, 'node 5 has scale 3; the scales are 1, 2'],
    [{ nodes: graph.nodes.slice(0, 13) }, 'there are nodes 0 to 12 only'],
    [{ sizes: sizes.map((step) => step.with(0, -1)) }, 'has weight -1'],
    [{ sizes: sizes.map((step) => step.with(89, Number.NaN)) }, 'has weight NaN'],
    [{ video: { ...squareVideo(3), height: 8, width: 32 } }, 'frames of 8×32'],
    [{ video: { ...squareVideo(3), frames: new Uint8Array(5) } }, '5 bytes are not whole frames'],
  ])('says what does not fit (%#)', (change, message) => {
    expect(() => strongestMessages({ ...options, ...change })).toThrow(message);
  });
});
