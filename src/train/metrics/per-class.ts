import { demand } from '../../tensor/error.ts';

/** How well one class was recognised. */
export interface ClassScores {
  /** Of what was taken for the class, the share that is; NaN where nothing was. */
  readonly precision: number;
  /** Of the class, the share that was recognised; NaN where there is none of it. */
  readonly recall: number;
  /** The harmonic mean of both, 2·hits / (taken for it + of it); NaN where neither is any. */
  readonly f1: number;
  /** How many of the class there are. */
  readonly support: number;
}

/**
 * Precision, recall, F1 and support of each class, from a confusion matrix of plain numbers whose rows are the truth
 * ({@link confusionMatrix}). What would be 0/0 is NaN, not 0.
 *
 * @throws TensorError when it is not a square of whole numbers ≥ 0.
 * @example
 * ```ts
 * import { perClass } from 'thwc/train';
 * const [first] = perClass([[3, 1], [2, 4]]);
 * console.log(first); // { precision: 0.6, recall: 0.75, f1: 0.6666666666666666, support: 4 }
 * ```
 */
export const perClass = (confusion: readonly (readonly number[])[]): readonly ClassScores[] => {
  for (const [i, row] of confusion.entries()) {
    demand(
      row.length === confusion.length && row.every((n) => Number.isSafeInteger(n) && n >= 0),
      'perClass',
      `row ${i} is [${row.join(', ')}]`,
      [],
      `${confusion.length} whole numbers ≥ 0, as many as there are rows`,
    );
  }
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);
  return confusion.map((row, i) => {
    const hits = row[i] ?? 0;
    const support = total(row);
    const taken = total(confusion.map((other) => other[i] ?? 0));
    return { precision: hits / taken, recall: hits / support, f1: (2 * hits) / (taken + support), support };
  });
};
