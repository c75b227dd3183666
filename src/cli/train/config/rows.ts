import type { RstgConfig } from '../../../rstg/index.ts';

/** The RSTG rows of the paper's SyncMNIST table (Table 1), by the names of its models. */
export const rowNames = [
  'space-only',
  'time-only',
  'homogeneous',
  'one-temp',
  'all-temp',
  'positional-all-temp',
] as const;

/** One of {@link rowNames}. */
export type Row = (typeof rowNames)[number];

/** What a row says of the model; `{}` is "with positions", of whatever size is asked for elsewhere. */
interface RowModel {
  readonly schedule: RstgConfig['schedule'];
  readonly positional: Readonly<Record<string, never>> | null;
}

/**
 * What each row sets. Only the best model of the paper puts positions into its messages (§3.1).
 *
 * @example
 * ```ts
 * import { rowModel } from './rows.ts';
 * console.log(rowModel('one-temp').schedule); // one-temp
 * ```
 */
export const rowModel = (row: Row): RowModel =>
  row === 'positional-all-temp'
    ? { schedule: 'all-temp', positional: {} }
    : { schedule: row, positional: null };

/**
 * The row of the table that a model is, by its schedule and positions alone; `null` for one that the paper does not have (positions with another
 * schedule).
 *
 * @example
 * ```ts
 * import { rowOf } from './rows.ts';
 * console.log(rowOf({ schedule: 'all-temp', positional: { size: 6, sigma: 1 } })); // positional-all-temp
 * ```
 */
export const rowOf = ({ schedule, positional }: Pick<RstgConfig, 'schedule' | 'positional'>): Row | null => {
  if (positional === null) return schedule;
  return schedule === 'all-temp' ? 'positional-all-temp' : null;
};
