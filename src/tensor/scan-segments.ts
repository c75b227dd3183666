import { apply } from './apply.ts';
import { reshapeTo, sliceAxis } from './build.ts';
import { checkpoint } from './checkpoint.ts';
import { type Body, lengthOf, loop } from './scan-loop.ts';
import type { AnyTensor } from './tensor.ts';
import { flattenTensors, unflatten } from './tree.ts';

/** A tree with each of its tensors changed. */
const mapped = (tree: unknown, f: (x: AnyTensor) => AnyTensor): unknown => {
  const { leaves, structure } = flattenTensors(tree);
  return unflatten(structure, leaves.map(f));
};

/** Two trees of one structure, joined along the first axis. */
const joined = (first: unknown, second: unknown): unknown => {
  const [a, b] = [flattenTensors(first), flattenTensors(second)];
  return unflatten(
    a.structure,
    a.leaves.map((x, i) => {
      const y = b.leaves[i];
      return y === undefined ? x : apply('concat', { axis: 0 }, [x, y]);
    }),
  );
};

/**
 * A scan in about √T segments, each a checkpoint: a scan over scans, and one more for what is left over. The gradient keeps
 * the carry before each segment, and while it goes through a segment all of that segment's steps.
 */
export const scanSegments = (f: Body, init: unknown, xs: unknown, reverse: boolean): [unknown, unknown] => {
  const length = lengthOf(flattenTensors(xs, 'xs of scan'));
  const size = Math.max(1, Math.ceil(Math.sqrt(length)));
  const count = Math.floor(length / size);
  const whole = count * size;
  const segment = checkpoint((carry: unknown, part: unknown) => loop(f, carry, part, reverse));

  const main = (carry: unknown): [unknown, unknown] => {
    const parts = mapped(xs, (x) => reshapeTo(sliceAxis(x, 0, 0, whole), [count, size, ...x.shape.slice(1)]));
    const [after, ys] = loop(segment, carry, parts, reverse);
    return [after, mapped(ys, (y) => reshapeTo(y, [whole, ...y.shape.slice(2)]))];
  };
  if (whole === length) return main(init);
  const rest = mapped(xs, (x) => sliceAxis(x, 0, whole, length));
  if (reverse) {
    const [between, last] = segment(init, rest);
    const [after, ys] = main(between);
    return [after, joined(ys, last)];
  }
  const [between, ys] = main(init);
  const [after, last] = segment(between, rest);
  return [after, joined(ys, last)];
};
