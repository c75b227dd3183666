/** A classifier's answers to a video, checked, and which of them a picture shows. */
import { framesOf, type Video } from './video.ts';

export interface AnsweredVideo {
  readonly video: Video;
  /** The right class. */
  readonly truth: number;
  /** [T][classes], in 0…1: each row is the answer after that frame, and sums to 1. */
  readonly probabilities: readonly (readonly number[])[];
}

/** Softmax in single precision does not sum to 1 exactly. */
const tolerance = 0.01;

/** Probabilities that cannot be drawn, or that do not belong to the video, are an error. */
export function checkAnswers({ video, truth, probabilities }: AnsweredVideo): void {
  const refuse = (what: string): never => {
    throw new Error(`video “${video.label}”: ${what}`);
  };
  const { count } = framesOf(video);
  if (probabilities.length !== count)
    refuse(`${probabilities.length} rows of probabilities; expected ${count}, one for each frame`);
  const classes = probabilities[0]?.length ?? 0;
  probabilities.forEach((row, t) => {
    if (row.length !== classes)
      refuse(`frame ${t} has ${row.length} probabilities; expected ${classes} as in frame 0`);
    const odd = row.findIndex((p) => !(p >= 0 && p <= 1));
    if (odd >= 0) refuse(`frame ${t}, class ${odd}: probability ${row[odd]}; expected a number from 0 to 1`);
    const sum = row.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > tolerance)
      refuse(`the probabilities of frame ${t} sum to ${sum.toPrecision(3)}; expected 1`);
  });
  if (!Number.isInteger(truth) || truth < 0 || truth >= classes)
    refuse(`truth ${truth}; the classes are 0 to ${classes - 1}`);
}

/** The class of the highest probability; the first of equal ones. */
export const topOf = (row: readonly number[]): number => row.indexOf(Math.max(...row));

/**
 * At most `most` classes, likeliest at the end first. The truth is always among them, then the last answer, then
 * the classes that were likeliest at any time: an early favourite stays in view after it was given up.
 */
export function shownAnswers(
  { probabilities, truth }: Omit<AnsweredVideo, 'video'>,
  most: number,
): readonly number[] {
  const last = probabilities.at(-1) ?? [];
  const final = topOf(last);
  const peaks = last.map((_, each) => Math.max(...probabilities.map((row) => row[each] ?? 0)));
  const must = (each: number): number => (each === truth ? 2 : Number(each === final));
  const by =
    (...keys: readonly ((each: number) => number)[]) =>
    (a: number, b: number): number =>
      keys.map((key) => key(b) - key(a)).find((difference) => difference !== 0) ?? a - b;
  const peak = (each: number): number => peaks[each] ?? 0;
  return last
    .map((_, each) => each)
    .sort(by(must, peak))
    .slice(0, most)
    .sort(by((each) => last[each] ?? 0, peak));
}

/** The first frame from which on the top answer is right up to the end; nothing when the last one is wrong. */
export function rightFrom({ probabilities, truth }: Omit<AnsweredVideo, 'video'>): number | undefined {
  const from = probabilities.findLastIndex((row) => topOf(row) !== truth) + 1;
  return from < probabilities.length ? from : undefined;
}
