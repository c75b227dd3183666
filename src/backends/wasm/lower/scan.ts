import type { Aval } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import type { Collector } from './collect.ts';
import { type View, whole } from './view.ts';

/** Two of them: the carry that is read and the one that is written take turns. */
const twice = ({ shape, dtype }: Aval): Aval => ({ shape: [2, ...shape], dtype });

/** A loop; its last carries are in the half that the last step wrote. */
export const lowerScan = (
  { body, length, consts, carries: count, reverse }: Params['scan'],
  operands: readonly View[],
  outputs: readonly Aval[],
  to: Collector,
): readonly View[] => {
  const carries = outputs.slice(0, count).map((out) => to.node(twice(out)));
  const ys = outputs.slice(count).map(to.node);
  to.addLoop({ kind: 'loop', body, length, reverse, operands, consts, carries, ys });
  return [
    ...carries.map(({ id, dtype, shape: [, ...shape] }) => {
      const view = whole(id, dtype, shape);
      return { ...view, offset: (length % 2) * shape.reduce((n, d) => n * d, 1) };
    }),
    ...ys.map(({ id, dtype, shape }) => whole(id, dtype, shape)),
  ];
};
