import * as E from 'fp-ts/lib/Either.js';
import { type Layer, over, valueAt } from '../../json-config/layers.ts';
import { rowModel, rowNames } from './rows.ts';

/** Keys of a file or of flags that are resolved before training. */
const resolvedHere: readonly string[] = ['$schema', 'row'];

/**
 * A layer with its `row` written out as the schedule and positions that it stands for. What the same layer says of them besides may
 * add to the row (the size of its position maps) but not contradict it.
 *
 * @example
 * ```ts
 * import { withoutRow } from './row-layer.ts';
 * const layer = withoutRow({ row: 'one-temp' }); // right: { model: { schedule: 'one-temp', positional: null } }
 * ```
 */
export const withoutRow = (layer: Layer): E.Either<string, Layer> => {
  const own = Object.fromEntries(Object.entries(layer).filter(([key]) => !resolvedHere.includes(key)));
  const row = rowNames.find((name) => name === layer.row);
  if (row === undefined) return E.right(own);
  const model = rowModel(row);
  const schedule = valueAt(own, ['model', 'schedule']) ?? model.schedule;
  const positional = valueAt(own, ['model', 'positional']);
  if (schedule !== model.schedule)
    return E.left(`model.schedule: expected "${model.schedule}", as row is "${row}", got "${schedule}"`);
  if (positional !== undefined && (positional === null) !== (model.positional === null)) {
    return model.positional === null
      ? E.left(`model.positional: expected null, as row is "${row}", got positions`)
      : E.left(`model.positional: expected positions, as row is "${row}", got null`);
  }
  return E.right(over({ model }, own));
};
