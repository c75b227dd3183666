import { sizeOf } from '../../tensor/aval.ts';
import { makeValue } from '../../tensor/values.ts';
import { knownIndices } from './indices.ts';
import type { Rule, Scene } from './scene.ts';

/**
 * One list of indices is enough where every example of a batch has the same.
 *
 * ```text
 * gather(x, broadcast(i))      { batch: 1 }  ⟶  gather(x, i)      { batch: 0 }
 * scatterAdd(x, broadcast(i))  { batch: 1 }  ⟶  scatterAdd(x, i)  { batch: 0 }
 * ```
 */
export const sharedIndices: Rule = (scene, equation) => {
  const { primitive, params, inputs, path } = equation;
  if ((primitive !== 'gather' && primitive !== 'scatterAdd') || params.batch === 0) return undefined;
  const { into } = scene;
  const [x = -1, indices = -1] = inputs;
  return scene.attempt(equation, true, () => {
    const list = listOf(scene, indices, params.batch, path);
    if (list === undefined) return undefined;
    return primitive === 'gather'
      ? [into.apply('gather', { axis: params.axis, batch: 0 }, [x, list], path)]
      : [into.apply('scatterAdd', { axis: params.axis, batch: 0, size: params.size }, [x, list], path)];
  });
};

/** The indices of one example, where all have the same. */
const listOf = (
  { into }: Scene,
  indices: number,
  batch: number,
  path: readonly string[],
): number | undefined => {
  const all = into.aval(indices).shape;
  const shape = all.slice(batch);
  const maker = into.definition(indices);
  if (maker?.primitive === 'broadcast' && maker.params.axes.every((axis) => axis >= batch)) {
    const [source = -1] = maker.inputs;
    const axes = maker.params.axes.map((axis) => axis - batch);
    return axes.length === shape.length
      ? source
      : into.apply('broadcast', { shape, axes }, [source], maker.path);
  }
  const known = knownIndices(into, indices);
  const size = sizeOf(shape);
  if (known === undefined || known.length === 0 || known.some((index, i) => index !== known[i % size]))
    return undefined;
  const value = makeValue(shape, 'i32', Int32Array.from(known.slice(0, size)));
  return into.apply('constant', { value }, [], path);
};

/**
 * Padding that no index names is not made.
 *
 * ```text
 * gather(pad(x), i)  ⟶  gather(x, i)     padded after the last row only; i is known and below it
 * ```
 */
export const unreadPadding: Rule = (scene, equation) => {
  if (equation.primitive !== 'gather') return undefined;
  const { into } = scene;
  const { params, inputs, path } = equation;
  const [x = -1, indices = -1] = inputs;
  const maker = into.definition(x);
  if (maker?.primitive !== 'pad') return undefined;
  const { low, high, interior } = maker.params;
  const { axis } = params;
  const onlyAfter = high.every((n, i) => low[i] === 0 && interior[i] === 0 && (i === axis || n === 0));
  const [source = -1] = maker.inputs;
  const rows = into.aval(source).shape[axis] ?? 0;
  const known = knownIndices(into, indices)?.every((i) => i >= 0 && i < rows) === true;
  if (!onlyAfter || !known) return undefined;
  return scene.attempt(equation, true, () => [into.apply('gather', params, [source, indices], path)]);
};
