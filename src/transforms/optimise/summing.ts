import type { Aval } from '../../tensor/aval.ts';
import type { Equation } from '../../tensor/program.ts';
import { outputsOf } from '../../tensor/shape-rules/index.ts';
import { makeEquation } from '../simplify/builder.ts';
import { both, originOf, type Pair, pairOf, type Side, without, withSide } from './contraction.ts';
import { contractAt } from './rules.ts';
import { onlyOf, type Rule, type Scene } from './scene.ts';

type Path = readonly string[];
type Sum = (x: number, axes: readonly number[]) => number;

/**
 * What sums commute with.
 *
 * ```text
 * reduce_sum(dot(a, b)) over free axes of a   ⟶  dot(reduce_sum(a), b)
 * reduce_sum(dot(a, b)) over batch axes       ⟶  dot(a, b) contracted over them too
 * reduce_sum(reduce_sum(x))                   ⟶  reduce_sum(x) over the axes of both
 * reduce_sum(concat(a, b))                    ⟶  concat(reduce_sum(a), reduce_sum(b))    not along the join
 * reduce_sum(transpose(x))                    ⟶  transpose(reduce_sum(x))
 * ```
 */
const through = (scene: Scene, { params, inputs, path }: Equation<'reduce'>): number | undefined => {
  const { into } = scene;
  const [x = -1] = inputs;
  const { axes } = params;
  const { shape } = into.aval(x);
  const maker = into.definition(x);
  // A sum of nothing is 0; nothing times ∞ is not.
  if (params.op !== 'sum' || into.aval(x).dtype !== 'f32' || axes.some((axis) => shape[axis] === 0))
    return undefined;
  const sum = sumAt(scene, path);
  switch (maker?.primitive) {
    case 'dot':
      return ofDot(scene, pairOf(maker.params, maker.inputs), axes, path);
    case 'reduce': {
      if (maker.params.op !== 'sum') return undefined;
      const inner = maker.params.axes;
      const left = into.aval(maker.inputs[0] ?? -1).shape.flatMap((_, i) => (inner.includes(i) ? [] : [i]));
      const all = [...inner, ...axes.map((axis) => left[axis] ?? -1)].toSorted((a, b) => a - b);
      return sum(maker.inputs[0] ?? -1, all);
    }
    case 'concat': {
      const { axis } = maker.params;
      if (axes.includes(axis)) return undefined;
      const [joined = 0] = without([axis], axes);
      return into.apply(
        'concat',
        { axis: joined },
        maker.inputs.map((part) => sum(part, axes)),
        path,
      );
    }
    case 'transpose': {
      const { permutation } = maker.params;
      const over = axes.map((axis) => permutation[axis] ?? -1).toSorted((a, b) => a - b);
      const order = without(
        permutation.filter((axis) => !over.includes(axis)),
        over,
      );
      const summed = sum(maker.inputs[0] ?? -1, over);
      return order.every((axis, i) => axis === i)
        ? summed
        : into.apply('transpose', { permutation: order }, [summed], path);
    }
    default:
      return undefined;
  }
};

const ofDot = (scene: Scene, pair: Pair, axes: readonly number[], path: Path): number => {
  const { into } = scene;
  const [a, b] = pair;
  const batch = axes.filter((axis) => axis < a.batch.length);
  const narrowed = both.map((which): Side => {
    const side = pair[which];
    const over = axes
      .flatMap((axis) => {
        const origin = originOf(into, pair, axis);
        return origin?.which === which ? [origin.axis] : [];
      })
      .toSorted((i, j) => i - j);
    const moved = {
      batch: side.batch.filter((_, i) => !batch.includes(i)),
      contract: [...side.contract, ...side.batch.filter((_, i) => batch.includes(i))],
    };
    const x = over.length === 0 ? side.x : sumAt(scene, path)(side.x, over);
    return { x, batch: without(moved.batch, over), contract: without(moved.contract, over) };
  });
  const [left = a, right = b] = narrowed;
  return contractAt(scene, path)(withSide([left, right], 0, left));
};

const cheaper = (scene: Scene, root: Equation<'reduce'>, real: boolean): readonly number[] | undefined =>
  scene.attempt(root, real, () => {
    const n = through(scene, root);
    return n === undefined ? undefined : [n];
  });

/** A sum that is not there yet, made the cheapest way. */
export const sumAt =
  (scene: Scene, path: Path): Sum =>
  (x, axes) => {
    const { into } = scene;
    const params = { op: 'sum', axes } as const;
    const outputs: readonly Aval[] = outputsOf('reduce', params, [into.aval(x)]);
    const root = makeEquation('reduce', params, [x], outputs, path);
    const found = root.primitive === 'reduce' ? cheaper(scene, root, false) : undefined;
    return found === undefined ? into.apply('reduce', params, [x], path) : onlyOf(found);
  };

/** Makes a sum that is there cheaper: it moves in front of what made its operand. */
export const cheaperSum: Rule = (scene, equation) =>
  equation.primitive === 'reduce' ? cheaper(scene, equation, true) : undefined;
