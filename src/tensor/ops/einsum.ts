import type { Shape } from '../../shape-types/dim.ts';
import type { EinsumShape } from '../../shape-types/einsum.ts';
import type { Check } from '../../shape-types/error.ts';
import { apply } from '../apply.ts';
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { Result } from '../result.ts';
import type { AnyTensor } from '../tensor.ts';
import { isEllipsis, parseEinsum } from './einsum-spec.ts';
import { contract, dropLabels, type Labelled, orderAs, sizeAt, sumOut } from './labelled.ts';
import type { Tensors } from './tensors.ts';

/**
 * A sum of products over named axes. What the output does not name is summed. Every letter is an axis; where a term
 * has spaces in it, words are. `...` stands for leading axes, which broadcast. An axis named twice on one operand is its
 * diagonal.
 *
 * Several operands are multiplied two at a time, always the two whose product takes the fewest multiplications.
 *
 * @throws TensorError when the pattern can not be read or does not fit the operands, or sizes of one name differ.
 *
 * @example
 * ```ts
 * import { einsum, zeros } from 'thwc';
 * const [a, b] = [zeros([32, 7, 512]), zeros([512, 64])] as const;
 * const y = einsum('bij,jk->bik', a, b); // Tensor<[32, 7, 64]>
 * const z = einsum('batch row in, in out -> batch out', a, b); // Tensor<[32, 64]>
 * ```
 */
export function einsum<const Pattern extends string, const Shapes extends readonly Shape[]>(
  pattern: Pattern & Check<EinsumShape<Pattern, Shapes>>,
  ...operands: Tensors<Shapes>
): Result<EinsumShape<Pattern, Shapes>>;
export function einsum(spec: string, ...operands: readonly AnyTensor[]): AnyTensor {
  for (const x of operands) build.demandDType('einsum', x, 'f32');
  const { operands: labels, output } = parseEinsum(spec, operands);
  const sizes = labelSizes(spec, operands, labels);
  const labelled = operands.map((x, i) => {
    const diagonal = distinct({ x, labels: labels[i] ?? [] });
    return dropLabels(diagonal, (label) => sizeAt(diagonal, label) === 1 && sizes.get(label) !== 1);
  });
  const keep = new Set(output);
  const whole = contractAll(labelled, keep, sizes);
  return orderAs(
    sumOut(whole, (label) => keep.has(label)),
    output,
  );
}

/** The size of each label, the same wherever it stands; only axes of `...` stretch. */
const labelSizes = (
  spec: string,
  operands: readonly AnyTensor[],
  labels: readonly (readonly string[])[],
): ReadonlyMap<string, number> => {
  const sizes = new Map<string, number>();
  const places = operands.flatMap((x, i) =>
    x.shape.map((size, axis) => ({ size, label: labels[i]?.[axis] ?? '' })),
  );
  for (const { size, label } of places) {
    const known = sizes.get(label) ?? size;
    const stretches = isEllipsis(label) && (size === 1 || known === 1);
    demand(
      known === size || stretches,
      'einsum',
      `sizes of '${label}' in '${spec}' differ`,
      operands,
      `${known} = ${size}`,
    );
    sizes.set(label, size === 1 ? known : size);
  }
  return sizes;
};

/** Takes the diagonal of axes with one label, until no label is there twice. */
const distinct = ({ x, labels }: Labelled): Labelled => {
  const second = labels.findIndex((label, i) => labels.indexOf(label) < i);
  if (second < 0) return { x, labels };
  const first = labels.indexOf(labels[second] ?? '');
  const others = build.range(labels.length).filter((axis) => axis !== first && axis !== second);
  const last = build.transposeBy(x, [...others, first, second]);
  const n = x.shape[first] ?? 1;
  const outer = others.map((axis) => x.shape[axis] ?? 1);
  // In a square of n² numbers the diagonal is every (n + 1)-th.
  const flat = build.reshapeTo(last, [...outer, n * n]);
  const diagonal = apply(
    'slice',
    { starts: flat.shape.map(() => 0), limits: flat.shape, strides: [...outer.map(() => 1), n + 1] },
    [flat],
  );
  return distinct({ x: diagonal, labels: [...others, first].map((axis) => labels[axis] ?? '') });
};

/** The product of all, two at a time: always the two whose product takes the fewest multiplications. */
const contractAll = (
  operands: readonly Labelled[],
  keep: ReadonlySet<string>,
  sizes: ReadonlyMap<string, number>,
): Labelled => {
  const [only, ...more] = operands;
  demand(only !== undefined, 'einsum', 'takes at least one operand');
  if (more.length === 0) return only;
  const cost = (a: Labelled, b: Labelled): number =>
    [...new Set([...a.labels, ...b.labels])].reduce((n, label) => n * (sizes.get(label) ?? 1), 1);
  const pairs = operands.flatMap((a, i) => operands.slice(i + 1).map((b) => ({ a, b, cost: cost(a, b) })));
  const cheapest = pairs.reduce((best, pair) => (pair.cost < best.cost ? pair : best));
  const others = operands.filter((x) => x !== cheapest.a && x !== cheapest.b);
  const needed = new Set([...keep, ...others.flatMap(({ labels }) => labels)]);
  return contractAll([contract(cheapest.a, cheapest.b, needed), ...others], keep, sizes);
};
