/** Single applications of the primitives that have many parameters, at random ones. */
import fc from 'fast-check';
import { apply } from '../../src/tensor/apply.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { ReduceOp, Window } from '../../src/tensor/primitives.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { makeValue } from '../../src/tensor/values.ts';
import type { Many } from '../scan-vmap/support.ts';
import { convolutions, paramsOf, shapesOf } from './convolutions.ts';

/** A function of tensors of these shapes. Shown by its name in counterexamples. */
export interface Applied {
  readonly name: string;
  readonly f: Many;
  readonly shapes: readonly (readonly number[])[];
}

const small = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const sizes = (max: number) => fc.array(fc.constantFrom(2, 3, 1, 4), { maxLength: max });

const permuted = (n: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray(build.range(n), { minLength: n, maxLength: n });

export const convs: fc.Arbitrary<Applied> = convolutions.map((convolution) => ({
  name: JSON.stringify(convolution),
  f: (...inputs) => [apply('conv', paramsOf(convolution), inputs)],
  shapes: shapesOf(convolution),
}));

/** Any axes of the batch, contracted, and free, in any order in each operand. */
export const dots: fc.Arbitrary<Applied> = fc
  .record({ batch: sizes(2), contract: sizes(2), aFree: sizes(2), bFree: sizes(2) })
  .chain(({ batch, contract, aFree, bFree }) => {
    const [a, b] = [
      [...batch, ...contract, ...aFree],
      [...batch, ...contract, ...bFree],
    ];
    return fc
      .tuple(permuted(a.length), permuted(b.length), permuted(contract.length))
      .map(([p, q, order]) => {
        // p[i] is where axis i of the list above lies.
        const places = (at: readonly number[], first: number, n: number) => at.slice(first, first + n);
        const shape = (list: readonly number[], at: readonly number[]) =>
          build.range(list.length).map((i) => list[at.indexOf(i)] ?? 1);
        const contracted = (at: readonly number[]) => {
          const own = places(at, batch.length, contract.length);
          return order.map((i) => own[i] ?? 0);
        };
        const params = {
          aBatch: places(p, 0, batch.length),
          bBatch: places(q, 0, batch.length),
          aContract: contracted(p),
          bContract: contracted(q),
        };
        return {
          name: JSON.stringify(params),
          f: (...inputs: readonly AnyTensor[]) => [apply('dot', params, inputs)],
          shapes: [shape(a, p), shape(b, q)],
        };
      });
  });

interface WindowAxis {
  readonly size: number;
  readonly taps: number;
  readonly stride: number;
  readonly spread: number;
  readonly low: number;
  readonly high: number;
}

/** Windows that each hold an element: less padding than taps, and none where taps leave gaps. */
const windowAxis: fc.Arbitrary<WindowAxis> = fc
  .record({
    size: small(3, 7),
    taps: small(1, 3),
    stride: small(1, 3),
    spread: small(1, 2),
    low: small(0, 2),
    high: small(0, 2),
  })
  .map((axis) => {
    const most = axis.spread === 1 ? axis.taps - 1 : 0;
    return { ...axis, low: Math.min(axis.low, most), high: Math.min(axis.high, most) };
  });

const windowOf = (axes: readonly WindowAxis[]): Window => ({
  window: axes.map((a) => a.taps),
  strides: axes.map((a) => a.stride),
  dilation: axes.map((a) => a.spread),
  padding: axes.map((a) => [a.low, a.high] as const),
});

export const windows = (op: ReduceOp): fc.Arbitrary<Applied> =>
  fc.array(windowAxis, { minLength: 1, maxLength: 2 }).map((axes) => ({
    name: `${op} ${JSON.stringify(axes)}`,
    f: (...inputs) => [apply('reduceWindow', { op, ...windowOf(axes) }, inputs)],
    shapes: [axes.map((a) => a.size)],
  }));

/** Elements of windows chosen by another tensor, and put back to where it says. */
export const selections: fc.Arbitrary<Applied> = fc
  .array(windowAxis, { minLength: 1, maxLength: 2 })
  .map((axes) => ({
    name: JSON.stringify(axes),
    f: (by, t) => {
      if (by === undefined || t === undefined) return [];
      const chosen = apply('selectGather', windowOf(axes), [by, t]);
      return [chosen, apply('selectScatter', windowOf(axes), [by, build.binary('mul', chosen, chosen)])];
    },
    shapes: [axes.map((a) => a.size), axes.map((a) => a.size)],
  }));

export const reductions = (op: ReduceOp): fc.Arbitrary<Applied> =>
  fc
    .array(small(1, 4), { minLength: 1, maxLength: 4 })
    .chain((shape) => fc.tuple(fc.constant(shape), fc.subarray(build.range(shape.length), { minLength: 1 })))
    .map(([shape, axes]) => ({
      name: `${op} of ${JSON.stringify(shape)} over ${JSON.stringify(axes)}`,
      f: (...inputs) => [apply('reduce', { op, axes }, inputs)],
      shapes: [shape],
    }));

/** Batches, other axes before, the axis, axes after; and indices within it, or up to `beyond` outside, some named twice. */
const indexings = (beyond: number) =>
  fc
    .record({
      batch: sizes(2),
      before: sizes(1),
      size: small(1, 5),
      after: sizes(1),
      places: sizes(2),
      seed: fc.nat(1000),
    })
    .map(({ batch, before, size, after, places, seed }) => {
      const shape = [...batch, ...places];
      const indices = Int32Array.from(
        { length: sizeOf(shape) },
        (_, i) => ((seed + i * i * 7 + i) % (size + 2 * beyond)) - beyond,
      );
      return {
        batch: batch.length,
        axis: batch.length + before.length,
        size,
        indices: build.constant(makeValue(shape, 'i32', indices)),
        from: [...batch, ...before, size, ...after],
        to: [...batch, ...before, ...places, ...after],
        name: JSON.stringify({ batch, before, size, after, indices: [...indices] }),
      };
    });

export const gathers: fc.Arbitrary<Applied> = indexings(0).map(({ name, batch, axis, indices, from }) => ({
  name,
  f: (x) => (x === undefined ? [] : [apply('gather', { axis, batch }, [x, indices])]),
  shapes: [from],
}));

/** Updates outside are dropped. */
export const scatters: fc.Arbitrary<Applied> = indexings(1).map(
  ({ name, batch, axis, size, indices, to }) => ({
    name,
    f: (x) => (x === undefined ? [] : [apply('scatterAdd', { axis, batch, size }, [x, indices])]),
    shapes: [to],
  }),
);
