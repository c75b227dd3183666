/**
 * Convolutions and windows against their definitions, written as plain loops over every place and every tap. In double
 * precision, with numbers of different sizes: a sum in another order would be another number.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicesOf, offsetOf } from '../../../property-tests/support/naive.ts';
import { sizeOf } from '../../tensor/aval.ts';
import type { Params, Window } from '../../tensor/primitives.ts';
import { conv as convShape } from '../../tensor/shape-rules/contraction.ts';
import { selectGather as windowShape } from '../../tensor/shape-rules/reduction.ts';
import type { NdArray } from './array.ts';
import { conv } from './conv.ts';
import { reduceWindow, selectGather, selectScatter } from './windows.ts';

type Index = readonly number[];

/** Few different numbers, so that there are ties; 0 and −0; NaN and ∞ if wild. */
const array = (shape: Index, seed: number, wild: boolean): NdArray => {
  const palette = [0, 1e-9, -0, 2, -1, 1e8, 0.1, ...(wild ? [Number.NaN, Number.POSITIVE_INFINITY] : [])];
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => {
    const choice = Math.floor(Math.abs(Math.sin(12.9898 * (i + seed))) * 1e4);
    return palette[choice % palette.length] ?? 0;
  });
  return { shape, dtype: 'f32', data };
};

const zeros = (shape: Index): NdArray => ({ shape, dtype: 'f32', data: new Float64Array(sizeOf(shape)) });

const read = ({ shape, data }: NdArray, index: Index): number | undefined =>
  index.every((i, axis) => i >= 0 && i < (shape[axis] ?? 0)) ? data[offsetOf(shape, index)] : undefined;

/** The same number of the same sign, or NaN. */
const expectSame = (actual: NdArray, expected: Index): void => {
  expect([...actual.data]).toEqual([...expected]);
};

const each = <A>(count: number, item: fc.Arbitrary<A>): fc.Arbitrary<A[]> =>
  fc.array(item, { minLength: count, maxLength: count });

const upTo = (max: number, min = 1): fc.Arbitrary<number> => fc.integer({ min, max });

describe('conv', () => {
  const cases = upTo(3).chain((rank) => {
    const pair = fc.tuple(upTo(3, -2), upTo(3, -2));
    return fc.record({
      params: fc.record({
        strides: each(rank, upTo(3)),
        padding: each(rank, pair),
        inputDilation: each(rank, upTo(3)),
        kernelDilation: each(rank, upTo(2)),
        groups: upTo(2),
      }),
      images: upTo(3, 0),
      space: each(rank, upTo(rank === 1 ? 12 : 5, 0)),
      window: each(rank, upTo(rank === 1 ? 9 : 4)),
      inner: upTo(3),
      perGroup: upTo(4),
      seed: fc.nat(999),
      wild: fc.boolean(),
    });
  });

  /** Σ over taps in row-major order, then channels, of those that fall on an element. */
  const defined = (params: Params['conv'], x: NdArray, kernel: NdArray, place: Index): number => {
    const rank = params.strides.length;
    const [inner = 0, filters = 0] = kernel.shape.slice(rank);
    const [image = 0, filter = 0] = [place[0], place[rank + 1]];
    const group = Math.floor(filter / (filters / params.groups));
    let sum = 0;
    for (const tap of indicesOf(kernel.shape.slice(0, rank))) {
      const source = tap.map((t, i) => {
        const [low = 0] = params.padding[i] ?? [];
        const position =
          (place[i + 1] ?? 0) * (params.strides[i] ?? 1) + t * (params.kernelDilation[i] ?? 1) - low;
        return position / (params.inputDilation[i] ?? 1);
      });
      if (!source.every(Number.isInteger)) continue;
      for (let c = 0; c < inner; c++) {
        const element = read(x, [image, ...source, group * inner + c]);
        if (element !== undefined) sum += element * (read(kernel, [...tap, c, filter]) ?? 0);
      }
    }
    return sum;
  };

  it('is its definition: strides, crops, dilations, groups, kernels larger than the image, NaN and ∞', () => {
    fc.assert(
      fc.property(cases, ({ params, images, space, window, inner, perGroup, seed, wild }) => {
        const x = array([images, ...space, params.groups * inner], seed, wild);
        const kernel = array([...window, inner, params.groups * perGroup], seed + 1, wild);
        const out = zeros(convShape(params, [x, kernel])[0]?.shape ?? []);
        conv(params, [x, kernel], out);
        expectSame(
          out,
          indicesOf(out.shape).map((place) => defined(params, x, kernel, place)),
        );
      }),
    );
  });
});

describe('windows', () => {
  const cases = upTo(4, 0).chain((rank) =>
    fc.record({
      params: fc.record({
        window: each(rank, upTo(3)),
        strides: each(rank, upTo(3)),
        dilation: each(rank, upTo(2)),
        padding: each(rank, fc.tuple(upTo(4, 0), upTo(4, 0))),
      }),
      shape: each(rank, upTo(5, 0)),
      seed: fc.nat(999),
      wild: fc.boolean(),
    }),
  );

  /** The indices of the elements in a window, in the order of its taps. */
  const elementsOf = ({ window, strides, dilation, padding }: Window, x: NdArray, place: Index): Index[] =>
    indicesOf(window)
      .map((tap) =>
        tap.map(
          (t, i) => (place[i] ?? 0) * (strides[i] ?? 1) + t * (dilation[i] ?? 1) - (padding[i]?.[0] ?? 0),
        ),
      )
      .filter((index) => read(x, index) !== undefined);

  const valuesOf = (params: Window, x: NdArray, place: Index): number[] =>
    elementsOf(params, x, place).map((index) => read(x, index) ?? 0);

  /** The first largest element of a window, NaN being the largest of all. */
  const largest = (params: Window, x: NdArray, place: Index): Index | undefined => {
    const elements = elementsOf(params, x, place);
    const values = valuesOf(params, x, place);
    const firstNaN = values.findIndex(Number.isNaN);
    return elements[firstNaN >= 0 ? firstNaN : values.indexOf(Math.max(...values))];
  };

  it('reduce is the reduction of the elements in each window, in the order of its cells', () => {
    fc.assert(
      fc.property(cases, ({ params, shape, seed, wild }) => {
        const x = array(shape, seed, wild);
        const places = windowShape(params, [x, x])[0]?.shape ?? [];
        const by = (f: (values: number[]) => number) =>
          indicesOf(places).map((place) => f(valuesOf(params, x, place)));
        const reduced = (op: 'sum' | 'max' | 'min'): NdArray => {
          const out = zeros(places);
          reduceWindow({ ...params, op }, x, out);
          return out;
        };
        expectSame(
          reduced('sum'),
          by((values) => values.reduce((a, b) => a + b, 0)),
        );
        expectSame(
          reduced('max'),
          by((values) => Math.max(...values)),
        );
        expectSame(
          reduced('min'),
          by((values) => Math.min(...values)),
        );
      }),
    );
  });

  it('selectGather reads, and selectScatter adds, at the first largest element of each window', () => {
    fc.assert(
      fc.property(cases, ({ params, shape, seed, wild }) => {
        const [x, t] = [array(shape, seed, wild), array(shape, seed + 1, false)];
        const places = windowShape(params, [x, x])[0]?.shape ?? [];
        const chosen = indicesOf(places).map((place) => largest(params, x, place));
        const gathered = zeros(places);
        selectGather(params, [x, t], gathered);
        expectSame(
          gathered,
          chosen.map((index) => (index === undefined ? 0 : (read(t, index) ?? 0))),
        );
        const c = array(places, seed + 2, false);
        const scattered = zeros(shape);
        selectScatter(params, [x, c], scattered);
        const sums = [...zeros(shape).data];
        chosen.forEach((index, n) => {
          if (index === undefined) return;
          const position = offsetOf(shape, index);
          sums[position] = (sums[position] ?? 0) + (c.data[n] ?? 0);
        });
        expectSame(scattered, sums);
      }),
    );
  });
});
