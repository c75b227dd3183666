/** A walk over the axes that a reduction sums up, at one index of those that are kept. */

import { bytesPerElement } from '../../../tensor/dtype.ts';
import type { Axis } from '../../strided/strided.ts';
import {
  doWhile,
  type Expr,
  type I32,
  i32,
  type Local,
  type Locals,
  type Stmt,
  seq,
} from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { compute } from './compute.ts';
import { loadLanes, storeLanes, type Width } from './elements.ts';
import { arraysOf, type MapSpec, type Walked } from './spec.ts';

export const bytesOf = (array: Walked | undefined): number => bytesPerElement[array?.dtype ?? 'f32'];

export interface Walk {
  readonly kit: Kit;
  readonly local: Locals;
  /** Along the axis of the lanes only. */
  readonly spec: MapSpec;
  readonly reduced: readonly Axis[];
  readonly moving: readonly Local<'i32'>[];
  readonly arrays: readonly Walked[];
}

export const addressOf = (
  { moving, arrays, spec }: Walk,
  i: number,
  element: number,
): readonly [I32, number] => {
  const bytes = element * (arraysOf(spec)[i]?.strides[0] ?? 0) * bytesOf(arrays[i]);
  const base = moving[i]?.get ?? i32.const(0);
  return bytes < 0
    ? [i32.add(base, i32.const(bytes)), 0]
    : [bytes === 0 ? base : i32.add(base, i32.const(bytes)), 0];
};

/** Loads, computes and stores at `element` along the lanes; hands each fold's value on. */
export const visit = (
  walk: Walk,
  width: Width,
  element: number,
  take: (fold: number, value: Expr<'v128'>) => Stmt,
): Stmt => {
  const { kit, spec } = walk;
  const leaves = spec.leaves.map((leaf, i) =>
    kit.named(loadLanes(kit, leaf.dtype, addressOf(walk, i, element)[0], leaf.strides[0] ?? 0, width)),
  );
  const { code, operand } = compute(
    kit,
    spec,
    leaves.map(({ get }) => get),
  );
  const stores = spec.stores.map(({ dtype, strides, source }, i) =>
    storeLanes(
      kit,
      dtype,
      addressOf(walk, spec.leaves.length + i, element)[0],
      strides[0] ?? 0,
      width,
      operand(source),
    ),
  );
  return seq(
    ...leaves.map(({ set }) => set),
    code,
    ...stores,
    ...spec.folds.map(({ source }, i) => take(i, operand(source))),
  );
};

/** Runs the body at every index of the reduced axes, the addresses moving along, and back at the end. */
export const overReduced = ({ local, reduced, moving, arrays }: Walk, body: Stmt): Stmt => {
  let code = body;
  for (const { size, strides } of reduced.toReversed()) {
    if (size === 0) return seq();
    const left = local('i32');
    const move = (times: number): readonly Stmt[] =>
      moving.flatMap((address, i) => {
        const bytes = times * (strides[i] ?? 0) * bytesOf(arrays[i]);
        return bytes === 0 ? [] : [address.set(i32.add(address.get, i32.const(bytes)))];
      });
    code = seq(
      left.set(i32.const(size)),
      doWhile(seq(code, ...move(1), left.set(i32.sub(left.get, i32.const(1)))), left.get),
      ...move(-size),
    );
  }
  return code;
};
