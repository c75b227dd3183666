import { mapEntries } from '../../models/index.ts';
import { foldIn, keyOf, uniform } from '../../random/index.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { makeValue } from '../../tensor/values.ts';

/** Folded into the run's key for the mixes. */
const mixing = 0x6e6f6465;

/** The largest weight in a mix: of thirty entries it is then about as large as one of them. */
const most = 0.3;

/**
 * The projection of a pre-training on moves as that of a training's nodes: the first thirty entries, which were taught to say what is where
 * and how it moves, and random mixes of these in the place of the others, which were taught nothing. A node that is normalised would be
 * made of the others mostly.
 *
 * Takes and gives `params.project.weight`, `[features, dim]`, and `params.project.bias`, `[dim]`; what else is there stays.
 */
export const mixedNodes = (
  named: ReadonlyMap<string, AnyValue>,
  seed: number,
): ReadonlyMap<string, AnyValue> => {
  const key = foldIn(keyOf(seed), mixing);
  return new Map(
    [...named].map(([name, x]) => {
      const dim = x.shape.at(-1) ?? 0;
      if (!name.startsWith('params.project.') || dim <= mapEntries) return [name, x];
      const data = Float32Array.from(x.data);
      for (let row = 0; row < data.length; row += dim) {
        for (let entry = mapEntries; entry < dim; entry++) {
          let sum = 0;
          for (let k = 0; k < mapEntries; k++)
            sum += (data[row + k] ?? 0) * most * (2 * uniform(key, k * dim + entry) - 1);
          data[row + entry] = sum;
        }
      }
      return [name, makeValue(x.shape, 'f32', data)];
    }),
  );
};
