import { freeOf, originOf, pairOf, withSide } from './contraction.ts';
import { coversAll, isPlain } from './indices.ts';
import { contractAt } from './rules.ts';
import type { Rule } from './scene.ts';

/**
 * Rows are added before they are multiplied, where there are fewer sums than rows.
 *
 * ```text
 * scatterAdd(dot(g, w), i)  ⟶  dot(scatterAdd(g, i), w)     the rows are free; i is known and names every row
 * ```
 */
export const scatterOfDot: Rule = (scene, equation) => {
  if (equation.primitive !== 'scatterAdd' || !isPlain(scene.into, equation)) return undefined;
  const { into } = scene;
  const { params, inputs, path } = equation;
  const [updates = -1, indices = -1] = inputs;
  const maker = into.definition(updates);
  if (maker?.primitive !== 'dot' || !coversAll(into, indices, params.size)) return undefined;
  const pair = pairOf(maker.params, maker.inputs);
  const origin = originOf(into, pair, params.axis);
  if (origin === undefined) return undefined;
  const { which, axis } = origin;
  const side = pair[which];
  if (!freeOf(into, side).includes(axis)) return undefined;
  return scene.attempt(equation, true, () => {
    const x = into.apply('scatterAdd', { ...params, axis }, [side.x, indices], path);
    return [contractAt(scene, maker.path)(withSide(pair, which, { ...side, x }))];
  });
};
