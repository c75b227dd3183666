import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rightFrom, shownAnswers, topOf } from './answer-table.ts';
import { answersPicture } from './answers.ts';
import { count, squareVideo } from './fixtures.ts';
import { ramp } from './theme.ts';

/** Four frames, four answers: 0 is the early favourite, 2 wins in the end. */
const probabilities = [
  [0.7, 0.1, 0.15, 0.05],
  [0.3, 0.22, 0.38, 0.1],
  [0.45, 0.12, 0.42, 0.01],
  [0.02, 0.04, 0.93, 0.01],
];
const answered = { video: squareVideo(4, 'a square'), truth: 2, probabilities };
const options = { title: 'Answers', nameOf: (answer: number) => `answer ${answer}`, videos: [answered] };

const rowsOf = (svg: string) =>
  svg
    .split('<g class="answer')
    .slice(2)
    .map((row) => ({
      truth: row.startsWith(' truth'),
      answer: Number(/data-answer="(\d+)"/.exec(row)?.[1]),
      cells: [...row.matchAll(/>(\d+%)<\/text>/g)].map(([, said]) => said),
      bold: [...row.matchAll(/font-weight="700"[^>]*>(\d+%)</g)].map(([, said]) => said),
    }));

/** Probabilities [T][classes] of one video and its truth. */
const tables = fc
  .record({ frames: fc.integer({ min: 1, max: 6 }), classes: fc.integer({ min: 1, max: 8 }) })
  .chain(({ frames, classes }) => {
    const row = fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: classes, maxLength: classes })
      .map((sizes) => {
        const sum = sizes.reduce((total, size) => total + size + 0.1, 0);
        return sizes.map((size) => (size + 0.1) / sum);
      });
    return fc.record({
      truth: fc.nat(classes - 1),
      probabilities: fc.array(row, { minLength: frames, maxLength: frames }),
    });
  });

describe('answersPicture', () => {
  it('writes the probability of every shown answer after every frame, the likeliest at the end first', () => {
    expect(rowsOf(answersPicture(options))).toEqual([
      { truth: true, answer: 2, cells: ['15%', '38%', '42%', '93%'], bold: ['38%', '93%'] },
      { truth: false, answer: 1, cells: ['10%', '22%', '12%', '4%'], bold: [] },
      { truth: false, answer: 0, cells: ['70%', '30%', '45%', '2%'], bold: ['70%', '45%'] },
      { truth: false, answer: 3, cells: ['5%', '10%', '1%', '1%'], bold: [] },
    ]);
  });

  it('colours a cell by its probability', () => {
    const svg = answersPicture(options);
    for (const p of probabilities.flat()) expect(svg).toContain(`fill="rgb(${ramp(p).join()})"`);
  });

  it('says from which frame on the answer is right, and marks each frame after which it is', () => {
    const svg = answersPicture(options);
    expect(svg).toContain('right after frame 3');
    expect(svg).toContain('at the end: 93%');
    expect(count(svg, 'class="right"')).toBe(2);
  });

  it('names a wrong answer, and shows the truth however unlikely it is', () => {
    const svg = answersPicture({ ...options, videos: [{ ...answered, truth: 3 }], most: 2 });
    expect(svg).toContain('wrong: answer 2');
    expect(svg).toContain('the right answer: 1%');
    expect(svg).not.toContain('right after frame');
    expect(rowsOf(svg).map(({ answer, truth }) => [answer, truth])).toEqual([
      [2, false],
      [3, true],
    ]);
  });

  it('has a panel for each video, of any length, with an image for each frame', () => {
    const shorter = { ...answered, video: squareVideo(2, '<2 & 3>'), probabilities: probabilities.slice(2) };
    const svg = answersPicture({ ...options, videos: [answered, shorter] });
    expect(count(svg, 'class="answers"')).toBe(2);
    expect(count(svg, '<image')).toBe(6 + 1);
    expect(svg).toContain('&lt;2 &amp; 3&gt;');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('shows exactly one truth for each video, and no more answers than asked for', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 9 }), (table, most) => {
        const video = squareVideo(table.probabilities.length, '', 2);
        const rows = rowsOf(answersPicture({ ...options, videos: [{ ...table, video }], most }));
        expect(rows).toHaveLength(Math.min(most, table.probabilities[0]?.length ?? 0));
        expect(rows.filter(({ truth }) => truth).map(({ answer }) => answer)).toEqual([table.truth]);
      }),
    );
  });

  it.each([
    [{ probabilities: probabilities.slice(1) }, '3 rows of probabilities; expected 4, one for each frame'],
    [{ probabilities: probabilities.with(2, [1]) }, 'frame 2 has 1 probabilities; expected 4 as in frame 0'],
    [{ probabilities: probabilities.with(1, [0, Number.NaN, 1, 0]) }, 'frame 1, class 1: probability NaN'],
    [{ probabilities: probabilities.with(3, [0, 0, 0, 1.5]) }, 'frame 3, class 3: probability 1.5'],
    [{ probabilities: probabilities.with(0, [1, 0, -0.5, 0.5]) }, 'frame 0, class 2: probability -0.5'],
    [{ probabilities: probabilities.with(0, [1, 0, 1, 0]) }, 'the probabilities of frame 0 sum to 2.00'],
    [{ truth: 4 }, 'truth 4; the classes are 0 to 3'],
    [{ truth: -1 }, 'truth -1'],
    [{ truth: 0.5 }, 'truth 0.5'],
    [{ video: { ...answered.video, frames: new Uint8Array(5) } }, '5 bytes are not whole frames'],
  ])('names the video and what is wrong with it (%#)', (change, message) => {
    const draw = () => answersPicture({ ...options, videos: [answered, { ...answered, ...change }] });
    expect(draw).toThrow(`video “a square”: ${message}`);
  });

  it.each([0, 1.5, Number.NaN])('refuses to show %d answers', (most) => {
    expect(() => answersPicture({ ...options, most })).toThrow(`most is ${most}`);
  });
});

describe('shownAnswers', () => {
  it('keeps the truth, the last answer, and those that were likeliest at any time', () => {
    expect(shownAnswers({ probabilities, truth: 3 }, 3)).toEqual([2, 0, 3]);
    fc.assert(
      fc.property(tables, fc.integer({ min: 2, max: 9 }), (table, most) => {
        const { truth, probabilities: rows } = table;
        const shown = shownAnswers(table, most);
        const last = rows.at(-1) ?? [];
        const peak = (answer: number) => Math.max(...rows.map((row) => row[answer] ?? 0));
        expect(shown).toContain(truth);
        expect(shown).toContain(topOf(last));
        const chosen = shown.filter((answer) => answer !== truth && answer !== topOf(last)).map(peak);
        const left = last.map((_, answer) => answer).filter((answer) => !shown.includes(answer));
        for (const answer of left)
          for (const other of chosen) expect(other).toBeGreaterThanOrEqual(peak(answer));
        const ends = shown.map((answer) => last[answer] ?? 0);
        expect(ends).toEqual([...ends].sort((a, b) => b - a));
      }),
    );
  });
});

describe('rightFrom', () => {
  it('is the first frame after which every top answer is right', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const right = table.probabilities.map((row) => topOf(row) === table.truth);
        const from = right.findIndex((_, t) => right.slice(t).every(Boolean));
        expect(rightFrom(table)).toBe(from < 0 ? undefined : from);
      }),
    );
  });
});
