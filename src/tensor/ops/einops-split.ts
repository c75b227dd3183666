/**
 * The left side of einops patterns: finding the sizes of names, and splitting axes.
 */
import type { AxisSizes } from '../../shape-types/einops.ts';
import { sizeOf } from '../aval.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';
import { parsePattern, type Side, spread } from './einops-pattern.ts';
import type { Labelled } from './labelled.ts';

/** A tensor whose every axis has one name, and the other side of the pattern. */
export interface Split {
  /** Every name an axis of its own. */
  readonly split: Labelled;
  readonly right: Side;
  readonly sizes: ReadonlyMap<string, number>;
}

/** Gives every name of the left side its own axis. */
export const splitNames = (op: string, x: AnyTensor, pattern: string, given: AxisSizes): Split => {
  const { left, right } = parsePattern(op, pattern);
  const plain = left.filter((names) => names !== '...').length;
  const rank = x.shape.length;
  const fits = plain === left.length ? plain === rank : plain <= rank;
  demand(fits, op, `'${pattern}' has another number of axes`, [x], `${plain}`);
  const axes = spread(left, rank - plain);
  const names = [...axes.flat(), ...right.flat()];
  for (const [name, size] of Object.entries(given)) {
    demand(names.includes(name), op, `a size is given for '${name}', which is not in '${pattern}'`);
    demand(
      Number.isSafeInteger(size) && size >= 0,
      op,
      `the size of '${name}' must be a whole number ≥ 0, got ${size}`,
    );
  }
  const sizes = new Map(Object.entries(given));
  axes.forEach((group, axis) => {
    bind(op, x, group, axis, sizes);
  });
  const labels = axes.flat();
  return {
    split: {
      x: build.reshapeTo(
        x,
        labels.map((name) => sizes.get(name) ?? 1),
      ),
      labels,
    },
    right: spread(right, rank - plain),
    sizes,
  };
};

/** Finds the sizes of the names that one axis is made of; at most one may be open. */
const bind = (
  op: string,
  x: AnyTensor,
  group: readonly string[],
  axis: number,
  sizes: Map<string, number>,
): void => {
  const size = x.shape[axis] ?? 1;
  const open = group.filter((name) => !sizes.has(name));
  const known = sizeOf(group.map((name) => sizes.get(name) ?? 1));
  demand(
    open.length <= 1,
    op,
    `sizes of the composite axis (${group.join(' ')}) are missing: ${open.join(', ')}`,
    [x],
  );
  const [name] = open;
  if (name === undefined) {
    demand(size === known, op, `axis ${axis} (${group.join(' ')}) has size ${size}`, [x], `${known}`);
    return;
  }
  const whole = known === 0 ? 0 : size / known;
  demand(
    whole * known === size && Number.isInteger(whole),
    op,
    `axis ${axis} (${group.join(' ')}) of ${size} is not divisible`,
    [x],
    `a multiple of ${known}`,
  );
  sizes.set(name, whole);
};
