import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LogEntry } from '../../src/cli/log/index.ts';
import { pngOf } from '../../src/cli/plot/draw.ts';
import { learningCurves } from '../../src/cli/plot/learning-curves.ts';
import type { Run } from '../../src/cli/plot/series.ts';
import { runColours } from '../../src/cli/plot/style.ts';
import { marksIn, type Node, nodesIn, panelOf, parseSvg, textsOf } from './svg.ts';
import { type Course, syntheticLog } from './synthetic-log.ts';

const drawn = async (...runs: readonly Run[]): Promise<Node> => parseSvg(await learningCurves(runs));
const run = (name: string, course: Course = {}): Run => ({ name, entries: syntheticLog(course) });

const titles = (node: Node): readonly string[] => textsOf(marksIn(node, 'role-axis-title'));
const legend = (svg: Node): readonly string[] => textsOf(marksIn(svg, 'role-legend-label'));
const lines = (panel: Node): readonly Node[] => marksIn(panel, 'mark-line', 'role-mark');
const isFaint = ({ attributes }: Node): boolean => attributes.has('opacity');
const strokes = (nodes: readonly Node[]): readonly (string | undefined)[] =>
  nodes.map(({ attributes }) => attributes.get('stroke'));
/** How many points a line goes through. */
const pointsOf = ({ attributes }: Node): number => attributes.get('d')?.match(/[ML]/g)?.length ?? 0;
/** How far down a mark stands in its plot, in pixels. */
const heightOf = (node: Node | undefined): number =>
  Number(/,([\d.]+)\)/.exec(node?.attributes.get('transform') ?? '')?.[1]);
const widthOf = ({ attributes }: Node): number => Number(attributes.get('width'));

beforeEach(() => {
  vi.spyOn(console, 'warn');
});
afterEach(() => {
  // vega says there what it can not draw as it is told.
  expect(vi.mocked(console.warn)).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

describe('learning curves', () => {
  it('are loss and accuracy over the videos seen: as logged, smoothed, and on each set', async () => {
    const svg = await drawn(run('a', { sets: ['3 digits', '5 digits'] }));
    const [loss, accuracy] = [panelOf(svg, 0), panelOf(svg, 1)];
    expect(titles(loss)).toEqual(['videos seen', 'loss, nats']);
    expect(titles(accuracy)).toEqual(['videos seen', 'accuracy, %']);
    for (const panel of [loss, accuracy]) {
      expect(lines(panel).filter(isFaint).map(pointsOf)).toEqual([200]);
      expect(
        lines(panel)
          .filter((line) => !isFaint(line))
          .map(pointsOf)
          .toSorted((a, b) => a - b),
      ).toEqual([20, 20, 200]);
      expect(marksIn(panel, 'mark-symbol', 'role-mark').length).toBe(40);
    }
    expect(legend(svg)).toEqual([
      'a',
      'training (faint: as logged)',
      '3 digits',
      '5 digits',
      'chance, 1 in 46',
    ]);
  });

  it('of several runs have a colour each, which the legend names', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    for (const count of [2, 5, 9]) {
      const runs = names.slice(0, count).map((name, seed) => run(name, { seed, lines: 12, evaluations: 3 }));
      const svg = await drawn(...runs);
      const colours = runColours(count);
      expect(legend(svg).slice(0, count)).toEqual(names.slice(0, count));
      expect(strokes(marksIn(svg, 'role-legend-symbol')).slice(0, count)).toEqual(colours);
      for (const n of [0, 1]) {
        expect(strokes(lines(panelOf(svg, n)).filter(isFaint))).toEqual(colours);
        // The course, and the set of evaluation.
        expect(new Set(strokes(lines(panelOf(svg, n))))).toEqual(new Set(colours));
        expect(lines(panelOf(svg, n)).length).toBe(3 * count);
      }
      expect(widthOf(svg)).toBeLessThanOrEqual(900);
    }
  });

  it('show chance as a dashed line where it is known', async () => {
    const single = syntheticLog({ lines: 5 }).map(
      (entry): LogEntry => (entry.kind === 'train' ? { ...entry, digits: 1 } : entry),
    );
    const unknown = await drawn({ name: 'a', entries: single });
    expect(legend(unknown).join()).not.toContain('chance');
    expect(marksIn(unknown, 'mark-rule', 'role-mark')).toEqual([]);
    const known = await drawn(run('a', { lines: 5 }));
    const [rule, ...others] = marksIn(panelOf(known, 1), 'mark-rule', 'role-mark');
    expect(others).toEqual([]);
    expect(rule?.attributes.get('stroke-dasharray')).toBe('4,4');
    // 1/46 of the way up to 100 %, by two labels of the axis beside it; 0 is at the bottom.
    const labels = marksIn(panelOf(known, 1), 'role-axis-label');
    const label = (text: string): number => heightOf(labels.findLast((each) => each.text === text));
    const pixels = (label('0') - label('80')) / 80;
    expect(heightOf(rule)).toBeCloseTo(260 - pixels * (100 / 46), 0);
  });

  it('show pre-training apart, also while there is nothing else', async () => {
    const both = await drawn(run('a', { pretraining: 20, lines: 30 }));
    expect(titles(panelOf(both, 2))).toEqual([
      'videos seen in pre-training',
      'loss, nats',
      'videos seen in pre-training',
      'accuracy, %',
    ]);
    expect(lines(panelOf(both, 2)).map(pointsOf)).toEqual([20, 20, 20, 20]);
    const first = await drawn(run('a', { pretraining: 20, lines: 0, evaluations: 0 }));
    expect(titles(first)).toEqual(titles(panelOf(both, 2)));
  });

  it('of long logs go through fewer points, and through the last', async () => {
    const svg = await drawn(run('a', { lines: 20_000, evaluations: 300 }));
    expect(lines(svg).length).toBe(6);
    for (const line of lines(svg)) expect(pointsOf(line)).toBeLessThanOrEqual(500);
    for (const line of lines(svg)) expect(line.attributes.get('d')).toMatch(/L780,[^L]*$/);
    expect(marksIn(svg, 'mark-symbol', 'role-mark').length).toBeLessThanOrEqual(80);
  });

  it('mark losses that are not finite, and count those above the frame', async () => {
    const spiked = (entries: readonly LogEntry[]): readonly LogEntry[] =>
      entries.map((entry) => (entry.kind === 'train' && entry.step === 30 ? { ...entry, loss: 1e9 } : entry));
    const svg = await drawn({ name: 'a', entries: spiked(syntheticLog({ diverges: true, lines: 100 })) });
    const loss = panelOf(svg, 0);
    expect(textsOf(marksIn(loss, 'mark-text', 'role-mark'))).toEqual(Array(9).fill('✕'));
    expect(textsOf(marksIn(loss, 'role-title-text'))).toEqual(['1 value above the frame · ✕ not finite']);
    expect(textsOf(marksIn(panelOf(svg, 1), 'mark-text', 'role-mark'))).toEqual([]);
    // Drawing programs give up on coordinates in the millions.
    const numbers = lines(svg).flatMap(({ attributes }) => attributes.get('d')?.match(/-?[\d.]+/g) ?? []);
    expect(Math.max(...numbers.map((text) => Math.abs(Number(text))))).toBeLessThan(1000);
  });

  it('can be drawn of very little', async () => {
    const point = await drawn(run('a', { lines: 1, evaluations: 0 }));
    expect(marksIn(panelOf(point, 0), 'mark-symbol', 'role-mark').length).toBe(1);
    const lost = syntheticLog({ lines: 3, evaluations: 0 }).map(
      (entry): LogEntry => (entry.kind === 'train' ? { ...entry, loss: Number.NaN } : entry),
    );
    const svg = await drawn({ name: 'a', entries: lost });
    expect(textsOf(marksIn(panelOf(svg, 0), 'mark-text', 'role-mark'))).toEqual(['✕', '✕', '✕']);
  });

  it('take any names', async () => {
    const names = ['<a & "b">', "'\u0000\u001b[31m", 'x'.repeat(300), '日本', '\ud800', 'constructor'];
    const entries = syntheticLog({ lines: 3, evaluations: 1 });
    const svg = await drawn(
      ...names.map((name) => ({
        name,
        entries: entries.map((entry): LogEntry => (entry.kind === 'eval' ? { ...entry, set: name } : entry)),
      })),
    );
    const shown = ['<a & "b">', "'\ufffd\ufffd[31m", `…${'x'.repeat(59)}`, '日本', '\ufffd', 'constructor'];
    expect(legend(svg)).toEqual([...shown, 'training (faint: as logged)', ...shown, 'chance, 1 in 46']);
    expect(lines(panelOf(svg, 0)).length).toBe(3 * names.length);
    expect(widthOf(svg)).toBeLessThanOrEqual(900);
  });

  it('are the same whenever they are drawn', async () => {
    const runs = [run('a', { pretraining: 9 }), run('b', { seed: 2 })];
    expect(await learningCurves(runs)).toBe(await learningCurves(runs));
  });

  it('become a PNG of twice the size', async () => {
    const svg = await learningCurves([run('a')]);
    const png = Buffer.from(await pngOf(svg));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const { attributes } = parseSvg(svg);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(
      ['width', 'height'].map((side) => 2 * Number(attributes.get(side))),
    );
    expect(nodesIn(parseSvg(svg)).length).toBeGreaterThan(100);
  });
});
