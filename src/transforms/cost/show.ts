import type { Cost } from './cost.ts';
import type { Tally } from './tally.ts';

const units = ['', 'k', 'M', 'G', 'T', 'P', 'E'] as const;

/** A count in at most five characters: `950`, `1.23k`, `45.6M`. */
export const showCount = (n: number): string => {
  if (n < 1000) return String(n);
  const power = Math.min(units.length - 1, Math.floor(Math.log10(n) / 3));
  const scaled = n / 1000 ** power;
  // 999,950 is 1.00M, not 1000k.
  const [value, unit] = scaled >= 999.5 && power < units.length - 1 ? [1, power + 1] : [scaled, power];
  return `${value.toPrecision(3)}${units[unit]}`;
};

const columns: readonly (readonly [title: string, cell: (t: Tally) => string])[] = [
  ['times', (t) => showCount(t.applications)],
  ['operations', (t) => showCount(t.operations)],
  ['transcendental', (t) => showCount(t.transcendentals)],
  ['read', (t) => `${showCount(t.bytesRead)}B`],
  ['written', (t) => `${showCount(t.bytesWritten)}B`],
];

const row = (name: string, tally: Tally): readonly string[] => [
  name,
  ...columns.map(([, cell]) => cell(tally)),
];

/** Lines up cells: names on the left, numbers on the right. */
const align = (rows: readonly (readonly string[])[]): readonly string[] => {
  const width = (column: number) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0));
  return rows.map((cells) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(width(i)) : cell.padStart(width(i))))
      .join('  ')
      .trimEnd(),
  );
};

/**
 * A cost as a table for the terminal: the dearest primitives first, then the total, messages, memory and size.
 *
 * @example
 * ```ts
 * import { costOf, matmul, programOf, showCost, zeros } from 'thwc';
 * const program = programOf((x: Tensor<[3, 4]>, w: Tensor<[4, 5]>) => matmul(x, w), zeros([3, 4]), zeros([4, 5]));
 * console.log(showCost(costOf(program)));
 * // primitive  times  operations  transcendental  read  written
 * // dot            1         120               0  128B      60B
 * // total          1         120               0  128B      60B
 * //
 * // 1 equation, peak memory 188B
 * ```
 */
export const showCost = (cost: Cost): string => {
  const dearest = [...cost.byPrimitive].sort(
    ([, a], [, b]) => b.operations - a.operations || b.bytesWritten - a.bytesWritten,
  );
  const table = align([
    ['primitive', ...columns.map(([title]) => title)],
    ...dearest.map(([primitive, tally]) => row(primitive, tally)),
    row('total', cost.total),
  ]);
  const messages = [...cost.messages].map(([label, n]) => `messages ${label}: ${n.toLocaleString('en')}`);
  const size = `${cost.equations} equation${cost.equations === 1 ? '' : 's'}`;
  const { planned } = cost;
  const plan =
    planned === undefined
      ? []
      : [`planned memory ${showCount(planned.bytes)}B (${showCount(planned.bytesUnshared)}B without reuse)`];
  return [...table, '', ...messages, `${size}, peak memory ${showCount(cost.peakBytes)}B`, ...plan].join(
    '\n',
  );
};
