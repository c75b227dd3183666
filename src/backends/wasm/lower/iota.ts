import type { Params } from '../../../tensor/primitives.ts';
import type { AnyValue } from '../../../tensor/value.ts';
import { makeValue } from '../../../tensor/values.ts';

/** The positions along the axis: what `iota` repeats along all others. */
export const iotaValue = ({ shape, axis }: Params['iota']): AnyValue => {
  const size = shape[axis] ?? 0;
  return makeValue(
    [size],
    'i32',
    Int32Array.from({ length: size }, (_, i) => i),
  );
};
