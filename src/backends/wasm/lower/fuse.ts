/** A group of elementwise work and reductions as one spec of fused work. */
import { stridesOf } from '../../../tensor/aval.ts';
import { sizesOfCuts, stridesAlong } from '../../strided/strided.ts';
import type { MapSpec, Source } from '../map/spec.ts';
import { type Fused, isSameOrder } from './groups.ts';
import type { View } from './view.ts';
import type { FoldWork, Node } from './works.ts';

/** The arrays of a spec in the order of its pointers. */
export interface FusedSpec {
  readonly spec: MapSpec;
  readonly leaves: readonly View[];
  readonly stores: readonly Node[];
  readonly folds: readonly Node[];
}

/** A fold's result seen along the axes of what it reduces: no step along those that go. */
const resultAlong = ({ operands: [{ shape }], axes, out }: FoldWork): View => {
  const strides = stridesOf(out.shape);
  let axis = 0;
  return {
    node: out.id,
    dtype: out.dtype,
    shape,
    strides: shape.map((_, i) => (axes.includes(i) ? 0 : (strides[axis++] ?? 0))),
    offset: 0,
    moves: [],
  };
};

/** @param isRead whether a node is read from memory, by other groups or as a result */
export const fuse = ({ members, cuts }: Fused, isRead: (node: number) => boolean): FusedSpec => {
  const sizes = sizesOfCuts(cuts);
  const made = new Map<number, { readonly source: Source; readonly shape: readonly number[] }>();
  const leaves: View[] = [];
  const leafNumbers = new Map<string, number>();
  const sourceOf = (view: View): Source => {
    if (view.splat !== undefined) return { kind: 'splat', value: view.splat, dtype: view.dtype };
    const node = made.get(view.node);
    if (node !== undefined && isSameOrder(view, node.shape)) return node.source;
    const strides = stridesAlong(view, sizes);
    const key = JSON.stringify([view.node, view.offset, view.moves, strides]);
    const index = leafNumbers.get(key) ?? leaves.push(view) - 1;
    leafNumbers.set(key, index);
    return { kind: 'leaf', index };
  };
  const nodes: MapSpec['nodes'][number][] = [];
  const stores: { readonly node: Node; readonly source: Source }[] = [];
  const folds: { readonly work: FoldWork; readonly source: Source }[] = [];
  for (const member of members) {
    const sources = member.operands.map(sourceOf);
    if (member.kind === 'fold') {
      const [source] = sources;
      if (source !== undefined) folds.push({ work: member, source });
      continue;
    }
    const { out, op, dtype } = member;
    const [first] = sources;
    // A copy computes nothing: it is a store of what it copies.
    const source: Source =
      op.kind === 'copy' && first !== undefined
        ? first
        : { kind: 'node', index: nodes.push({ op, dtype, sources }) - 1 };
    made.set(out.id, { source, shape: out.shape });
    if (isRead(out.id)) stores.push({ node: out, source });
  }
  const along = (view: View) => ({ dtype: view.dtype, strides: stridesAlong(view, sizes) });
  const packed = ({ id, dtype, shape }: Node): View => ({
    node: id,
    dtype,
    shape,
    strides: stridesOf(shape),
    offset: 0,
    moves: [],
  });
  return {
    spec: {
      sizes,
      leaves: leaves.map(along),
      nodes,
      stores: stores.map(({ node, source }) => ({ ...along(packed(node)), source })),
      folds: folds.map(({ work, source }) => ({ ...along(resultAlong(work)), source, op: work.op })),
    },
    leaves,
    stores: stores.map(({ node }) => node),
    folds: folds.map(({ work }) => work.out),
  };
};
