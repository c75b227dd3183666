/** What a loop's body sees of what is outside, and where its results go. */
import { sizeOf } from '../../../tensor/aval.ts';
import { type View, whole } from './view.ts';
import type { LoopWork, Node } from './works.ts';

/** One half of a carry's room: read at phase 0 and written at phase 1, the halves taking turns. */
const turn = (carry: Node, loop: number, phase: number): View => {
  const [, ...shape] = carry.shape;
  const view = whole(carry.id, carry.dtype, shape);
  return { ...view, moves: [{ loop, kind: 'turn', stride: sizeOf(shape), phase }] };
};

/** The slice along the first axis that belongs to a step. */
const sliceOf = (view: View, loop: number, length: number, reverse: boolean): View => {
  const [stride = 0, ...strides] = view.strides;
  const [, ...shape] = view.shape;
  if (view.splat !== undefined) return { ...view, shape, strides };
  return {
    ...view,
    shape,
    strides,
    offset: view.offset + (reverse ? (length - 1) * stride : 0),
    moves: [...view.moves, { loop, kind: 'step', stride: reverse ? -stride : stride, phase: 0 }],
  };
};

/** The body's inputs (consts, carries, slices), and the places of its results (carries, slices). */
export const loopViews = (
  { operands, consts, carries, ys, length, reverse }: LoopWork,
  loop: number,
): { readonly inputs: readonly View[]; readonly places: readonly View[] } => {
  const slice = (view: View): View => sliceOf(view, loop, length, reverse);
  return {
    inputs: [
      ...operands.slice(0, consts),
      ...carries.map((carry) => turn(carry, loop, 0)),
      ...operands.slice(consts + carries.length).map(slice),
    ],
    places: [
      ...carries.map((carry) => turn(carry, loop, 1)),
      ...ys.map((y) => slice(whole(y.id, y.dtype, y.shape))),
    ],
  };
};
