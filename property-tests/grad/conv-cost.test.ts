import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apply } from '../../src/tensor/apply.ts';
import { sizeOf } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import type { Params } from '../../src/tensor/primitives.ts';
import type { Program } from '../../src/tensor/program.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { costOf } from '../../src/transforms/cost/index.ts';
import type { Many } from '../scan-vmap/support.ts';
import { type Convolution, convolutions, paramsOf, shapesOf } from './convolutions.ts';
import { programAt, pullBack } from './support.ts';

const valuesOf = (convolution: Convolution) =>
  shapesOf(convolution).map((shape) => makeValue(shape, 'f32', new Float32Array(sizeOf(shape))));

const convolve =
  (params: Params['conv']): Many =>
  (...inputs) => [apply('conv', params, inputs)];

/** The window at every place, tap by tap: which of them lie on a cell. */
const counted = (convolution: Convolution, places: readonly number[]): number => {
  const { axes, images, inner, groups, filters } = convolution;
  const along = axes.map(({ cells, taps, stride, low, holes, spread }, i) => {
    const all = build
      .range(places[i] ?? 0)
      .flatMap((place) => build.range(taps).map((tap) => place * stride + tap * spread - low));
    return all.filter((at) => at >= 0 && at % holes === 0 && at / holes < cells).length;
  });
  return 2 * images * inner * groups * filters * sizeOf(along);
};

const operations = (program: Program): number => costOf(program).byPrimitive.get('conv')?.operations ?? 0;

it('a convolution costs twice the products of a tap and a cell that meet', () => {
  fc.assert(
    fc.property(convolutions, (convolution) => {
      const program = programAt(convolve(paramsOf(convolution)), valuesOf(convolution));
      const places = program.equations[0]?.outputs[0]?.shape.slice(1, -1) ?? [];
      expect(operations(program)).toBe(counted(convolution, places));
    }),
  );
});

it('its gradients, by the input and by the kernel, cost as much each', () => {
  fc.assert(
    fc.property(convolutions, (convolution) => {
      const f = convolve(paramsOf(convolution));
      const values = valuesOf(convolution);
      const forward = operations(programAt(f, values));
      const by =
        (which: number): Many =>
        (...xs) => {
          const ofOne: Many = (...[x]) => f(...xs.map((y, i) => (i === which ? (x ?? y) : y)));
          const cts = f(...xs).map((y) => build.full(y.shape, 1, 'f32'));
          return pullBack({ f: ofOne, xs: xs.slice(which, which + 1) }, cts);
        };
      expect(operations(programAt(by(0), values))).toBe(forward);
      expect(operations(programAt(by(1), values))).toBe(forward);
    }),
  );
});
