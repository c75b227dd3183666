/**
 * What a layer's parameters are.
 */
import { type Aval, sizeOf } from '../tensor/aval.ts';
import { flatten, isTensor, isValue } from '../tensor/tree.ts';
import type { Layer } from './layer.ts';
import { anyKey } from './output-spec.ts';

/** One parameter of a layer. */
export interface ParameterRow {
  /** Its path in the tree, as in files: `0.weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly count: number;
}

const isShaped = (x: unknown): x is Aval => isTensor(x) || isValue(x);

/**
 * The name, shape and count of every parameter of a tree of tensors or values, in order.
 *
 * @throws TensorError when the tree holds something else
 */
export const parameterTable = (params: unknown): readonly ParameterRow[] => {
  const { leaves, paths } = flatten(params, isShaped, 'the parameters');
  return leaves.map(({ shape }, i) => ({ name: paths[i] ?? '', shape, count: sizeOf(shape) }));
};

/**
 * How many numbers a tree of parameters holds.
 *
 * @throws TensorError when the tree holds something else than tensors or values
 * @example
 * ```ts
 * import { zeros } from 'thwc';
 * import { parameterCount } from 'thwc/nn';
 * const count = parameterCount({ weight: zeros([2, 3]), bias: zeros([3]) }); // 9
 * ```
 */
export const parameterCount = (params: unknown): number =>
  parameterTable(params).reduce((sum, { count }) => sum + count, 0);

/**
 * A layer's parameters as a table to print. Nothing is computed for it.
 *
 * @example
 * ```ts
 * import { dense, describe, sequence, spec } from 'thwc/nn';
 * console.log(describe(sequence(spec(['batch', 8]), dense(4))));
 * // sequence
 * // 0.weight  [8, 4]  32
 * // 0.bias    [4]      4
 * // total             36
 * ```
 */
export const describe = <Params, In, Out>({ name, init }: Layer<Params, In, Out>): string => {
  const rows = parameterTable(init(anyKey()));
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const cells = [
    ...rows.map((row) => [row.name, `[${row.shape.join(', ')}]`, grouped(row.count)]),
    ['total', '', grouped(total)],
  ];
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  const lines = cells.map(
    ([path = '', shape = '', count = '']) =>
      `${path.padEnd(width(0))}  ${shape.padEnd(width(1))}  ${count.padStart(width(2))}`,
  );
  return [name, ...lines].join('\n');
};

/** `1,234,567` */
const grouped = (count: number): string => count.toLocaleString('en-US');
