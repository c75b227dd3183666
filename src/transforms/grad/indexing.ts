import { apply } from '../../tensor/apply.ts';
import { binary, logical, select } from '../../tensor/build.ts';
import type { Params } from '../../tensor/primitives.ts';
import type { AnyTensor } from '../../tensor/tensor.ts';

/** Constant indices within the axis need no care at run time. */
const areKnownInside = ({ source }: AnyTensor, size: number): boolean =>
  source.primitive === 'constant' && source.params.value.data.every((i) => i >= 0 && i < size);

/**
 * The cotangent of what `scatterAdd` adds: read where it was added. What fell outside was dropped, so its cotangent is
 * 0, where `gather` would say NaN: it reads a zero put behind the last element.
 */
export const unscatter = (
  { axis, batch, size }: Params['scatterAdd'],
  indices: AnyTensor,
  ct: AnyTensor,
): AnyTensor => {
  if (areKnownInside(indices, size)) return apply('gather', { axis, batch }, [ct, indices]);
  const inside = logical('gradient', 'and', binary('ge', indices, 0), binary('lt', indices, size));
  const none = ct.shape.map(() => 0);
  const padded = apply('pad', { low: none, high: none.with(axis, 1), interior: none, value: 0 }, [ct]);
  return apply('gather', { axis, batch }, [padded, select('gradient', inside, indices, size)]);
};
