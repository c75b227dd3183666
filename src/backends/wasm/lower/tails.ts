/** Elementwise work that follows a product block by block. */
import { stridesOf } from '../../../tensor/aval.ts';
import { type Contraction, volume } from '../contraction/index.ts';
import { mapTail } from '../map/kernel.ts';
import { type FusedSpec, fuse } from './fuse.ts';
import { type Fused, isSameOrder, viewsOf } from './groups.ts';
import type { ContractionWork } from './works.ts';

/** A group as the tail of a product, if it can be. */
export const tailOf = (
  { contraction, out }: ContractionWork,
  group: Fused,
  isRead: (node: number) => boolean,
) => {
  // Of the product it may see only what is computed by then: the element that it is at.
  const seen = viewsOf(group).filter(({ node }) => node === out.id);
  if (!seen.every((view) => isSameOrder(view, out.shape))) return undefined;
  const fused: FusedSpec = fuse(group, isRead);
  if (fused.folds.length > 0 || !isRowMajor(contraction)) return undefined;
  const tail = mapTail(
    fused.spec,
    volume(contraction.batch) * volume(contraction.rows),
    volume(contraction.columns),
  );
  return tail === undefined ? undefined : { tail, fused };
};

/** Whether the numbers of rows and columns are those of the result's elements: not so for groups of a convolution. */
const isRowMajor = ({ batch, rows, columns }: Contraction): boolean => {
  const axes = [...batch, ...rows, ...columns];
  const packed = stridesOf(axes.map(({ size }) => size));
  return axes.every(({ size, c }, i) => size === 1 || c === packed[i]);
};
