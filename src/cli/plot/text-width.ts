/** Advances of signs in ems; DejaVu Sans has few distinct ones. */
const advances: readonly (readonly [RegExp, number])[] = [
  [/[ilj]/, 0.28],
  [/[ .,|·]/, 0.32],
  [/[ftrI:;!'()[\]/-]/, 0.4],
  [/[mMW@%]/, 0.95],
  [/[A-Z&w]/, 0.78],
  // Scripts that the font lacks are set wide.
  [/[\u1100-\uffff\u{10000}-\u{10ffff}]/u, 1],
];

/**
 * The width of a line set in DejaVu Sans, to a few per cent.
 *
 * @example
 * ```ts
 * import { textWidth } from './text-width.ts';
 * console.log(textWidth('ill', 100).toFixed()); // 84
 * ```
 */
export const textWidth = (text: string, size: number): number =>
  size *
  [...text].reduce((sum, sign) => sum + (advances.find(([signs]) => signs.test(sign))?.[1] ?? 0.62), 0);
