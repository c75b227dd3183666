/** Primitives that say where elements are: they compute positions only. */
import { type Aval, sameShape, sizeOf } from '../../../tensor/aval.ts';
import type { Params } from '../../../tensor/primitives.ts';
import { broadcastView, reshapeView, reverseView, sliceView, transposeView } from '../../strided/strided.ts';
import { flatten, fromAxes, fromFlat, fromQuad, hasQuads, type Index } from '../arrays/index.ts';
import { arraysOf, fromArray, isEmpty, type Lazy, type Stored, seen, splat } from '../arrays/lazy.ts';
import { chooseElement, elementOf } from '../source/elements.ts';
import { literal, zero } from '../source/literal.ts';
import { all, plus, quotient, type Scope, times, truth } from '../source/scope.ts';
import { type Context, mostArrays, type Operand } from './operand.ts';

/** What is read from an array is seen by other strides; of all else, positions are computed. */
const moved = (
  x: Lazy,
  shape: readonly number[],
  view: (stored: Stored) => Stored | undefined,
  where: (scope: Scope, index: Index) => Index,
): Lazy => {
  const stored = x.stored === undefined ? undefined : view(x.stored);
  return stored === undefined ? seen(x, shape, where) : fromArray(x.dtype, stored);
};

/** Positions along all axes of an operand, from those in the result. */
const positions =
  (x: Lazy, along: (scope: Scope, index: Index, axis: number) => string) =>
  (scope: Scope, index: Index): Index =>
    fromAxes(x.shape.map((_, axis) => along(scope, index, axis)));

export const reshapeLazy = (x: Lazy, shape: readonly number[]): Lazy => {
  if (sameShape(x.shape, shape)) return x;
  const [from, to] = [x.shape, shape].map((sizes) =>
    sizes.flatMap((n, axis) => (n === 1 ? [] : [{ n, axis }])),
  );
  const isSame = sameShape(from?.map(({ n }) => n) ?? [], to?.map(({ n }) => n) ?? []);
  const axes = new Map(from?.map(({ axis }, i) => [axis, to?.[i]?.axis ?? 0]));
  return moved(
    x,
    shape,
    (stored) => reshapeView(stored, shape),
    (scope, index) => {
      if (index.quad !== undefined && hasQuads(shape) && hasQuads(x.shape))
        return fromQuad(index.quad.thread, index.quad.part, x.shape);
      // Axes of one element come and go without a computation.
      if (index.flat === undefined && isSame)
        return fromAxes(
          x.shape.map((_, axis) => {
            const where = axes.get(axis);
            return where === undefined ? zero : index.along(scope, where);
          }),
        );
      return fromFlat(flatten(scope, index, shape), x.shape);
    },
  );
};

export const transposeLazy = (x: Lazy, permutation: readonly number[]): Lazy => {
  const where = new Map(permutation.map((axis, i) => [axis, i]));
  return moved(
    x,
    permutation.map((axis) => x.shape[axis] ?? 0),
    (stored) => transposeView(stored, { permutation }),
    positions(x, (scope, index, axis) => index.along(scope, where.get(axis) ?? 0)),
  );
};

export const reshape = ({ shape }: Params['reshape'], x: Operand): Lazy => reshapeLazy(x.once(), shape);

export const transpose = ({ permutation }: Params['transpose'], x: Operand): Lazy =>
  transposeLazy(x.once(), permutation);

export const broadcast = (params: Params['broadcast'], operand: Operand): Lazy => {
  const { shape, axes } = params;
  const x = sizeOf(shape) > sizeOf(operand.shape) ? operand.often() : operand.once();
  return moved(
    x,
    shape,
    (stored) => broadcastView(stored, params),
    positions(x, (scope, index, axis) => index.along(scope, axes[axis] ?? 0)),
  );
};

export const slice = (params: Params['slice'], operand: Operand, { shape }: Aval): Lazy => {
  const x = operand.once();
  return moved(
    x,
    shape,
    (stored) => sliceView(stored, params),
    positions(x, (scope, index, axis) =>
      plus(
        scope,
        times(scope, index.along(scope, axis), params.strides[axis] ?? 1),
        literal(params.starts[axis] ?? 0),
      ),
    ),
  );
};

export const reverse = (params: Params['reverse'], operand: Operand): Lazy => {
  const x = operand.once();
  return moved(
    x,
    x.shape,
    (stored) => reverseView(stored, params),
    positions(x, (scope, index, axis) => {
      const at = index.along(scope, axis);
      return params.axes.includes(axis) ? scope.name(`${literal((x.shape[axis] ?? 1) - 1)} - ${at}`) : at;
    }),
  );
};

/** A position put into an axis, for reading what is not used anyway. */
export const clamp = (scope: Scope, at: string, size: number): string =>
  scope.name(`Math.max(0.0, ${scope.name(`Math.min(${literal(size - 1)}, ${at})`)})`);

/** 1 where a position is in an axis. */
export const isWithin = (scope: Scope, at: string, size: number): string =>
  all(scope, [truth(scope, `${at} >= 0.0`), truth(scope, `${at} < ${literal(size)}`)]);

export const pad = (
  { low, interior, value }: Params['pad'],
  operand: Operand,
  out: Aval,
  { filled }: Context,
): Lazy => {
  if (isEmpty(operand)) return filled(out, value);
  const x = operand.inLoop();
  const around = filled(out, value);
  return {
    ...out,
    at: (scope, index) => {
      const truths: string[] = [];
      const where = x.shape.map((size, axis) => {
        const [before, gap] = [low[axis] ?? 0, (interior[axis] ?? 0) + 1];
        const grows = (out.shape[axis] ?? 0) > size;
        if (!grows) return index.along(scope, axis);
        const shifted =
          before === 0
            ? index.along(scope, axis)
            : scope.name(`${index.along(scope, axis)} - ${literal(before)}`);
        const positive = before === 0 ? shifted : scope.name(`Math.max(0.0, ${shifted})`);
        const at = quotient(scope, positive, gap);
        truths.push(truth(scope, `${shifted} >= 0.0`), truth(scope, `${at} < ${literal(size)}`));
        if (gap > 1) truths.push(truth(scope, `${times(scope, at, gap)} === ${positive}`));
        return clamp(scope, at, size);
      });
      const inside = x.at(scope, fromAxes(where));
      return truths.length === 0
        ? inside
        : chooseElement(scope, all(scope, truths), inside, around.at(scope, index));
    },
    arrays: arraysOf([x, around]),
    work: x.work + 2,
    loops: x.loops,
  };
};

/** Tensors beside each other along an axis. */
const beside = (parts: readonly Lazy[], axis: number): Lazy => {
  const [first] = parts;
  const shape = first?.shape ?? [];
  const dtype = first?.dtype ?? 'f32';
  const ends: number[] = [];
  for (const part of parts) ends.push((ends.at(-1) ?? 0) + (part.shape[axis] ?? 0));
  return {
    shape: shape.map((n, i) => (i === axis ? (ends.at(-1) ?? n) : n)),
    dtype,
    at: (scope, index) => {
      const at = index.along(scope, axis);
      return (
        parts
          .map((part, i) => {
            const start = ends[i - 1] ?? 0;
            const own = start === 0 ? at : scope.name(`${at} - ${literal(start)}`);
            const inside = clamp(scope, own, part.shape[axis] ?? 1);
            const where = shape.map((_, other) => (other === axis ? inside : index.along(scope, other)));
            return { end: ends[i] ?? 0, element: part.at(scope, fromAxes(where)) };
          })
          .reduceRight<{ end: number; element: ReturnType<typeof elementOf> } | undefined>(
            (after, part) =>
              after === undefined
                ? part
                : {
                    end: part.end,
                    element: chooseElement(
                      scope,
                      truth(scope, `${at} < ${literal(part.end)}`),
                      part.element,
                      after.element,
                    ),
                  },
            undefined,
          )?.element ?? elementOf(dtype, 0)
      );
    },
    arrays: arraysOf(parts),
    work: parts.reduce((sum, x) => sum + x.work + 1, 0),
    loops: false,
  };
};

/** Any number of tensors beside each other: in kernels of as many arrays as one may have. */
export const joinLazy = (parts: readonly Lazy[], axis: number, store: (tensor: Lazy) => Lazy): Lazy => {
  const full = parts.filter((part) => !isEmpty(part));
  const [first] = full;
  if (first === undefined) {
    const [{ shape, dtype } = { shape: [], dtype: 'f32' } as const] = parts;
    const size = parts.reduce((sum, part) => sum + (part.shape[axis] ?? 0), 0);
    return splat(
      shape.map((n, i) => (i === axis ? size : n)),
      dtype,
      0,
    );
  }
  if (full.length === 1) return first;
  if (full.length <= mostArrays && arraysOf(full).size <= mostArrays) return beside(full, axis);
  // What is only seen in an array is joined from there: copied first, it would be copied twice.
  const inOneArray = (part: Lazy): Lazy => (part.work === 0 && part.arrays.size <= 1 ? part : store(part));
  const level: Lazy[] = [];
  for (let i = 0; i < full.length; i += mostArrays)
    level.push(store(beside(full.slice(i, i + mostArrays).map(inOneArray), axis)));
  return joinLazy(level, axis, store);
};

export const concat = ({ axis }: Params['concat'], x: readonly Operand[], { store }: Context): Lazy =>
  joinLazy(
    x.map((part) => part.inLoop()),
    axis,
    store,
  );
