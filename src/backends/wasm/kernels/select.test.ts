import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../../tensor/aval.ts';
import type { Window } from '../../../tensor/primitives.ts';
import { selectGather as shapeRule } from '../../../tensor/shape-rules/reduction.ts';
import { selectGatherKernel } from './select-gather.ts';
import { selectScatterKernel } from './select-scatter.ts';
import { bitsOf, byReference, cuts, drawn, runKernel, whole } from './testing.ts';

const upTo = (max: number, min = 1) => fc.integer({ min, max });
const dtypes = fc.constantFrom('f32' as const, 'i32' as const, 'bool' as const);

interface Axis {
  readonly n: number;
  readonly window: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padding: readonly [number, number];
}

const plain = (sizes: fc.Arbitrary<number>): fc.Arbitrary<Axis> =>
  fc.tuple(sizes, upTo(2)).map(([n, dilation]) => ({ n, window: 1, stride: 1, dilation, padding: [0, 0] }));

/** Any window; more than half without padding, and tiles more often than chance would have them. */
const windowed: fc.Arbitrary<Axis> = fc.oneof(
  fc.record({
    n: upTo(7, 0),
    window: upTo(3),
    stride: upTo(3),
    dilation: upTo(2),
    padding: fc.oneof(fc.constant([0, 0] as const), fc.tuple(upTo(4, 0), upTo(4, 0))),
  }),
  fc.tuple(upTo(3), upTo(4)).map(([window, places]) => ({
    n: window * places,
    window,
    stride: window,
    dilation: 1,
    padding: [0, 0] as const,
  })),
  fc.record({
    n: upTo(9),
    window: upTo(8),
    stride: upTo(2),
    dilation: fc.constant(1),
    padding: fc.constant([0, 0] as const),
  }),
);

const channels = fc.oneof(upTo(5, 0), upTo(80, 4), fc.constantFrom(4, 8, 16, 20, 37));

interface Windows {
  readonly params: Window;
  readonly shape: readonly number[];
}

const windowsOf = (axes: fc.Arbitrary<readonly Axis[]>): fc.Arbitrary<Windows> =>
  axes
    .filter((all) => sizeOf(all.map(({ n, padding: [low, high] }) => n + low + high)) <= 6000)
    .map((all) => ({
      params: {
        window: all.map(({ window }) => window),
        strides: all.map(({ stride }) => stride),
        dilation: all.map(({ dilation }) => dilation),
        padding: all.map(({ padding }) => padding),
      },
      shape: all.map(({ n }) => n),
    }));

/** Batch, windows, channels: most of these are handled four channels at once. */
const pools = windowsOf(
  fc
    .tuple(
      fc.array(plain(upTo(10)), { maxLength: 1 }),
      fc.array(windowed, { maxLength: 2 }),
      fc.array(plain(channels), { minLength: 1, maxLength: 2 }),
    )
    .map((groups) => groups.flat()),
);

/** Windows over anything. */
const others = windowsOf(fc.array(fc.oneof(windowed, plain(upTo(6))), { maxLength: 4 }));

const kinds = [
  ['pools', pools, fc.constantFrom('f32' as const, 'i32' as const)],
  ['windows over any axes and dtypes', others, dtypes],
] as const;

describe.each(kinds)('%s: NaN, 0 and −0, overlaps, gaps, padding', (_, windows, dtype) => {
  it("selectGather has the reference's bits", () => {
    const cases = fc
      .tuple(windows, dtype, dtype)
      .chain(([{ params, shape }, of, to]) =>
        fc.tuple(fc.constant(params), drawn(shape, of), drawn(shape, to), cuts),
      );
    fc.assert(
      fc.property(cases, ([params, x, t, where]) => {
        const expected = byReference('selectGather', params, [x, t]);
        const kernel = selectGatherKernel(params, x, t);
        expect(bitsOf(runKernel(kernel, [x, t], expected, where))).toEqual(bitsOf(expected));
      }),
    );
  });

  it("selectScatter has the reference's bits where sums are exact", () => {
    const cases = fc.tuple(windows, dtype, dtype).chain(([{ params, shape }, of, to]) => {
      const places = shapeRule(params, [
        { shape, dtype: of },
        { shape, dtype: to },
      ])[0]?.shape;
      return fc.tuple(
        fc.constant(params),
        drawn(shape, of),
        // f32 sums are exact, since the reference adds in doubles.
        drawn(places ?? [], to, to === 'f32' ? [...whole, Number.NaN, Infinity] : undefined),
        cuts,
      );
    });
    fc.assert(
      fc.property(cases, ([params, x, c, where]) => {
        const expected = byReference('selectScatter', params, [x, c]);
        const kernel = selectScatterKernel(params, x, c);
        expect(bitsOf(runKernel(kernel, [x, c], expected, where))).toEqual(bitsOf(expected));
      }),
    );
  });
});
