/**
 * What a layer gives, found by applying it to a description: tensors are not computed until they are run.
 */
import type { Shape } from '../shape-types/dim.ts';
import { placeholder } from '../tensor/apply.ts';
import { aval } from '../tensor/aval.ts';
import type { DType } from '../tensor/dtype.ts';
import type { AnyTensor } from '../tensor/tensor.ts';
import { type Flat, flatten, flattenTensors, unflatten } from '../tensor/tree.ts';
import type { Key, Layer, Spec } from './layer.ts';
import { isSpec, type SpecOf } from './spec.ts';

/** Sizes that symbols stand for: multiples of this, which windows and equal parts of usual sizes divide. */
const unit = 840;

type AnySpec = Spec<Shape, DType>;

/** The symbols of specs. */
const symbolsOf = (specs: readonly AnySpec[]): readonly unknown[] => [
  ...new Set(specs.flatMap(({ shape }) => shape.filter((d) => typeof d === 'string'))),
];

/** The size of the i-th symbol: no two symbols share one, and it differs between the two rounds. */
const standIn = (i: number, round: 0 | 1): number => unit * (2 * i + round + 1);

/**
 * The spec of what a layer gives. It is applied to two descriptions that differ in the sizes of the symbols: a size
 * that follows a symbol in both is that symbol, one that stays is a number, any other is unknown (NaN).
 *
 * @throws TensorError when the layer can not be applied to its own spec
 */
export function outputSpec<Params, In, Out>(layer: Layer<Params, In, Out>, input: SpecOf<In>): SpecOf<Out>;
export function outputSpec(layer: Layer<unknown, unknown, unknown>, input: unknown): unknown {
  const given = flatten(input, isSpec, 'the spec');
  const symbols = symbolsOf(given.leaves);
  const [first, second] = [outputFor(layer, given, symbols, 0), outputFor(layer, given, symbols, 1)];
  const specs = first.leaves.map(({ shape, dtype }, n): AnySpec => {
    const other = second.leaves[n]?.shape ?? [];
    const dims = shape.map((size, axis) => {
      const symbol = symbols.find((_, i) => size === standIn(i, 0) && other[axis] === standIn(i, 1));
      return symbol ?? (size === other[axis] ? size : Number.NaN);
    });
    return { shape: dims, dtype };
  });
  return unflatten(first.structure, specs);
}

const outputFor = (
  { init, apply }: Layer<unknown, unknown, unknown>,
  { leaves, structure }: Flat<AnySpec>,
  symbols: readonly unknown[],
  round: 0 | 1,
): Flat<AnyTensor> => {
  const unknown = { seen: symbols.length };
  const sizeOf = (dim: unknown): number => {
    if (typeof dim === 'string') return standIn(symbols.indexOf(dim), round);
    return Number.isNaN(dim) ? standIn(unknown.seen++, round) : Number(dim);
  };
  const x = leaves.map(({ shape, dtype }, i) => placeholder(i + 1, aval(shape.map(sizeOf), dtype)));
  return flattenTensors(apply(init(anyKey()), unflatten(structure, x)), 'what the layer gives');
};

/** A key that stands for any: enough to describe what would be drawn with it. */
export function anyKey(): Key;
export function anyKey(): AnyTensor {
  return placeholder(0, aval([2], 'i32'));
}
