import { makeValue } from '../../tensor/values.ts';
import { splatOf } from '../simplify/facts.ts';
import type { Rule, Scene } from './scene.ts';

/** What fills a value from `start` to `stop` along an axis; elsewhere it is 0. */
interface Piece {
  readonly x: number;
  readonly start: number;
  readonly stop: number;
}

/** A value that is 0 but for pieces along one axis. */
interface Pieces {
  readonly axis: number;
  readonly list: readonly Piece[];
}

/**
 * Padded pieces that do not overlap are joined, not added.
 *
 * ```text
 * pad(a) + pad(b)        ⟶  concat(a, b)       zeros between them where they do not meet
 * concat(a, 0) + pad(b)  ⟶  concat(a, b)
 * ```
 *
 * The gradient of a value that is taken apart by slices is such a sum. (−0 keeps its sign, which adding 0 would take.)
 */
export const addPieces: Rule = (scene, equation) => {
  if (equation.primitive !== 'binary' || equation.params.op !== 'add') return undefined;
  const { into } = scene;
  const [a = -1, b = -1] = equation.inputs;
  const [left, right] = [piecesOf(scene, a), piecesOf(scene, b)];
  if (left === undefined || right === undefined || left.axis !== right.axis) return undefined;
  const { axis } = left;
  const list = [...left.list, ...right.list].toSorted((p, q) => p.start - q.start);
  if (list.some(({ start }, i) => start < (list[i - 1]?.stop ?? 0))) return undefined;
  return scene.attempt(equation, true, () => {
    const { shape } = into.aval(a);
    const zeros = (size: number): readonly number[] => {
      if (size === 0) return [];
      const value = makeValue([], 'f32', Float32Array.of(0));
      const zero = into.apply('constant', { value }, [], equation.path);
      return [into.apply('broadcast', { shape: shape.with(axis, size), axes: [] }, [zero], equation.path)];
    };
    const parts = list.flatMap(({ x, start }, i) => [...zeros(start - (list[i - 1]?.stop ?? 0)), x]);
    const end = zeros((shape[axis] ?? 0) - (list.at(-1)?.stop ?? 0));
    return [into.apply('concat', { axis }, [...parts, ...end], equation.path)];
  });
};

const piecesOf = ({ into }: Scene, n: number): Pieces | undefined => {
  const maker = into.definition(n);
  if (into.aval(n).dtype !== 'f32') return undefined;
  if (maker?.primitive === 'concat') {
    const { axis } = maker.params;
    let stop = 0;
    const all = maker.inputs.map((x): Piece => {
      const start = stop;
      stop += into.aval(x).shape[axis] ?? 0;
      return { x, start, stop };
    });
    const list = all.filter(({ x }) => splatOf(into.definition, x)?.number !== 0);
    return list.length < all.length ? { axis, list } : undefined;
  }
  if (maker?.primitive !== 'pad' || maker.params.value !== 0) return undefined;
  const { low, interior } = maker.params;
  const [x = -1] = maker.inputs;
  const { shape } = into.aval(x);
  const padded = into.aval(n).shape.flatMap((size, axis) => (size === shape[axis] ? [] : [axis]));
  const [axis] = padded;
  if (axis === undefined || padded.length > 1 || interior[axis] !== 0) return undefined;
  const start = low[axis] ?? 0;
  return { axis, list: [{ x, start, stop: start + (shape[axis] ?? 0) }] };
};
