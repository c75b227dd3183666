import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import {
  type LstmParams,
  lstm,
  lstmCell,
  overAxis,
  scanOverTime,
  sequence,
  spec,
} from '../../src/nn/index.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { stack } from '../../src/tensor/ops/join.ts';
import { swapAxes } from '../../src/tensor/ops/permute.ts';
import { index } from '../../src/tensor/ops/slice.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { at, expectClose, initial, seed, size, tabulate, total, valueArb } from './support.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const cells = fc.record({ a: size(3), b: size(2), i: size(3), u: size(3) }).chain(({ a, b, i, u }) =>
  fc.record({
    params: fc.record({ input: valueArb([i, 4 * u]), hidden: valueArb([u, 4 * u]), bias: valueArb([4 * u]) }),
    state: fc.record({ h: valueArb([a, b, u]), c: valueArb([a, b, u]) }),
    x: valueArb([a, b, i]),
    units: fc.constant(u),
  }),
);

it('lstmCell is the scalar recurrence of each unit, over any leading axes', () =>
  fc.assert(
    fc.asyncProperty(cells, async ({ params, state, x, units }) => {
      const { input, hidden, bias } = params;
      const features = x.shape[2];
      const z = (a: number, b: number, gate: number, u: number): number => {
        const column = gate * units + u;
        const seen = Array.from({ length: features }, (_, k) => at(x, a, b, k) * at(input, k, column));
        const heard = Array.from({ length: units }, (_, k) => at(state.h, a, b, k) * at(hidden, k, column));
        return total(seen) + total(heard) + at(bias, column);
      };
      const memory = (a: number, b: number, u: number): number =>
        sigmoid(z(a, b, 1, u)) * at(state.c, a, b, u) + sigmoid(z(a, b, 0, u)) * Math.tanh(z(a, b, 2, u));
      const shape = state.h.shape;
      const next = await compile((p: LstmParams<number, number>, s: { h: Tensor; c: Tensor }, y: Tensor) =>
        lstmCell(p, s, y),
      )(params, state, x);
      expectClose(
        next.c,
        tabulate(shape, (a = 0, b = 0, u = 0) => memory(a, b, u)),
      );
      expectClose(
        next.h,
        tabulate(shape, (a = 0, b = 0, u = 0) => sigmoid(z(a, b, 3, u)) * Math.tanh(memory(a, b, u))),
      );
    }),
  ));

it('lstmCell does not stretch a state over a batch', () => {
  const params = { input: zeros([3, 8]), hidden: zeros([2, 8]), bias: zeros([8]) };
  const one: number = 1;
  const state = { h: zeros([one, 2]), c: zeros([one, 2]) };
  expect(() => lstmCell(params, state, zeros([4, 3]))).toThrow(
    'lstmCell: state and input differ in their leading axes',
  );
});

it('scanOverTime is the cell in a loop, from a state of zeros', () =>
  fc.assert(
    fc.asyncProperty(valueArb([4, 2, 3]), seed, async (x, from) => {
      const layer = sequence(spec([4, 2, 3]), scanOverTime(lstm(5)));
      const params = await initial(layer, from);
      const byLoop = compile((p: LstmParams<3, 5>, xs: Tensor<[4, 2, 3]>) => {
        const none = { h: zeros([2, 5]), c: zeros([2, 5]) };
        const first = lstmCell(p, none, index(xs, 0));
        const second = lstmCell(p, first, index(xs, 1));
        const third = lstmCell(p, second, index(xs, 2));
        return stack([first.h, second.h, third.h, lstmCell(p, third, index(xs, 3)).h], 0);
      });
      expectClose(await compile(layer.apply)(params, x), await byLoop(params[0], x));
    }),
  ));

it('time may be any axis: overAxis(scanOverTime) on the transposed clip', () =>
  fc.assert(
    fc.asyncProperty(valueArb([2, 4, 3]), seed, async (x, from) => {
      const batchFirst = sequence(spec([2, 4, 3]), overAxis(0, scanOverTime(lstm(5))));
      const timeFirst = sequence(spec([4, 2, 3]), scanOverTime(lstm(5)));
      const params = await initial(timeFirst, from);
      const swapped = compile((p: [LstmParams<3, 5>], xs: Tensor<[2, 4, 3]>) =>
        swapAxes(timeFirst.apply(p, swapAxes(xs, 0, 1)), 0, 1),
      );
      expectClose(await compile(batchFirst.apply)(params, x), await swapped(params, x));
    }),
  ));
