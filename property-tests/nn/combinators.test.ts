import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import {
  activation,
  batchNorm,
  dense,
  dropout,
  foldTimes,
  type Key,
  overAxis,
  parallel,
  pure,
  repeat,
  residual,
  sequence,
  spec,
  steps,
  use,
} from '../../src/nn/index.ts';
import { tanh } from '../../src/tensor/ops/activation.ts';
import { add, mul } from '../../src/tensor/ops/arithmetic.ts';
import { concat, stack } from '../../src/tensor/ops/join.ts';
import { splitKey } from '../../src/tensor/ops/random.ts';
import { index } from '../../src/tensor/ops/slice.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { expectClose, initial, keyValue, seed, valueArb } from './support.ts';

const rows = valueArb([3, 4]);
const input = spec([3, 4]);
const square = dense(4)(input);

it('sequence is composition, and use puts a finished layer in', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const [first, second] = [dense(5)(input), dense(2)(spec([3, 5]))];
      const whole = sequence(input, dense(5), activation(tanh), use(second));
      const params = await initial(whole, from);
      const composed = compile((p: ReturnType<typeof whole.init>, y: Tensor<[3, 4]>) =>
        second.apply(p[2], tanh(first.apply(p[0], y))),
      );
      expectClose(await compile(whole.apply)(params, x), await composed(params, x));
    }),
  ));

it('sequence is associative', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const left = sequence(input, steps(dense(5), activation(tanh)), dense(2));
      const right = sequence(input, dense(5), steps(activation(tanh), dense(2)));
      const [[first], last] = await initial(left, from);
      const a = await compile(left.apply)([[first, []], last], x);
      const b = await compile(right.apply)([first, [[], last]], x);
      expect(a.data).toEqual(b.data);
    }),
  ));

it('residual adds the layer to its input', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const layer = sequence(input, residual(dense(4)));
      const [params] = await initial(layer, from);
      const sum = compile((p: ReturnType<typeof square.init>, y: Tensor<[3, 4]>) =>
        add(y, square.apply(p, y)),
      );
      expectClose(await compile(layer.apply)([params], x), await sum(params, x));
    }),
  ));

it('parallel applies every branch to the same input', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const layer = sequence(
        input,
        parallel({ left: dense(2), right: steps(dense(3), activation(tanh)) }),
        pure('join', ({ left, right }) => concat([left, right], 1)),
      );
      const params = await initial(layer, from);
      const left = sequence(input, dense(2));
      const right = sequence(input, dense(3), activation(tanh));
      const [{ left: ofLeft, right: ofRight }] = params;
      const y = await compile(layer.apply)(params, x);
      const joined = await compile((a: Tensor<[3, 2]>, b: Tensor<[3, 3]>) => concat([a, b], 1))(
        await compile(left.apply)([ofLeft], x),
        await compile(right.apply)(ofRight, x),
      );
      expect(y.data).toEqual(joined.data);
    }),
  ));

it('foldTimes is the layer in a loop, with the same parameters', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const params = await initial(square, from);
      const once = compile(square.apply);
      const thrice = await once(params, await once(params, await once(params, x)));
      expectClose(await compile(sequence(input, foldTimes(3, dense(4))).apply)([params], x), thrice);
      expect((await compile(sequence(input, foldTimes(0, dense(4))).apply)([params], x)).data).toEqual(
        x.data,
      );
    }),
  ));

it('repeat is a loop over copies with parameters of their own', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const layer = sequence(input, repeat(3, steps(dense(4), activation(tanh))));
      const params = await initial(layer, from);
      const [[{ weight, bias }]] = params;
      const byLoop = compile((w: Tensor<[3, 4, 4]>, b: Tensor<[3, 4]>, y: Tensor<[3, 4]>) =>
        [0, 1, 2].reduce((z, i) => tanh(square.apply({ weight: index(w, i), bias: index(b, i) }, z)), y),
      );
      expectClose(await compile(layer.apply)(params, x), await byLoop(weight, bias, x));
      // Each copy has drawn its own weights.
      expect(weight.data.slice(0, 16)).not.toEqual(weight.data.slice(16, 32));
    }),
  ));

it('overAxis is a loop over the slices of the axis', () =>
  fc.assert(
    fc.asyncProperty(valueArb([3, 2, 4]), seed, async (x, from) => {
      const params = await initial(square, from);
      const layer = sequence(spec([3, 2, 4]), overAxis(1, dense(4)));
      const byLoop = compile((p: ReturnType<typeof square.init>, y: Tensor<[3, 2, 4]>) =>
        stack([square.apply(p, index(y, 0, 1)), square.apply(p, index(y, 1, 1))], 1),
      );
      expectClose(await compile(layer.apply)([params], x), await byLoop(params, x));
    }),
  ));

it('training moves running statistics through a fold as through a loop, and leaves weights alone', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const body = sequence(input, dense(4), batchNorm());
      const folded = sequence(input, foldTimes(3, use(body)));
      const params = await initial(body, from);
      const key = await keyValue(from);
      const {
        out,
        params: [after],
      } = await compile(folded.train)([params], x, key);
      const once = compile(body.train);
      const first = await once(params, x, key);
      const second = await once(first.params, first.out, key);
      const third = await once(second.params, second.out, key);
      expectClose(out, third.out, 1e-3);
      expectClose(after[1].running.mean, third.params[1].running.mean, 1e-3);
      expect(after[0].weight.data).toEqual(params[0].weight.data);
    }),
  ));

it('overAxis in training: one key for each slice, the mean of their running statistics', () =>
  fc.assert(
    fc.asyncProperty(valueArb([2, 3, 4]), seed, async (x, from) => {
      const body = sequence(input, batchNorm(), dropout(0.5));
      const mapped = sequence(spec([2, 3, 4]), overAxis(0, use(body)));
      const params = await initial(body, from);
      const key = await keyValue(from);
      const {
        out,
        params: [after],
      } = await compile(mapped.train)([params], x, key);
      const loop = compile((p: ReturnType<typeof body.init>, y: Tensor<[2, 3, 4]>, k: Key) => {
        // The sequence around it has one step, which gets the only key.
        const keys = splitKey(index(splitKey(k, 1), 0), 2);
        const [first, second] = [0, 1].map((i) => body.train(p, index(y, i), index(keys, i)));
        if (first === undefined || second === undefined) throw new Error('two slices');
        const mean = mul(add(first.params[0].running.mean, second.params[0].running.mean), 0.5);
        return { out: stack([first.out, second.out], 0), mean };
      });
      const expected = await loop(params, x, key);
      expectClose(out, expected.out, 1e-3);
      expectClose(after[0].running.mean, expected.mean);
    }),
  ));

it('training moves the running statistics of each copy of a repeat', () =>
  fc.assert(
    fc.asyncProperty(rows, seed, async (x, from) => {
      const body = sequence(input, dense(4), batchNorm());
      const layer = sequence(input, repeat(2, use(body)));
      const params = await initial(layer, from);
      const key = await keyValue(from);
      const {
        out,
        params: [after],
      } = await compile(layer.train)(params, x, key);
      const loop = compile((p: ReturnType<typeof layer.init>, y: Tensor<[3, 4]>, k: Key) => {
        const copy = (i: number, z: Tensor<[3, 4]>) => {
          const [[of, norm]] = p;
          const running = { mean: index(norm.running.mean, i), variance: index(norm.running.variance, i) };
          const own = { scale: index(norm.scale, i), shift: index(norm.shift, i), running };
          return body.train([{ weight: index(of.weight, i), bias: index(of.bias, i) }, own], z, k);
        };
        const first = copy(0, y);
        const second = copy(1, first.out);
        const means = stack([first.params[1].running.mean, second.params[1].running.mean], 0);
        return { out: second.out, means };
      });
      const expected = await loop(params, x, key);
      expectClose(out, expected.out, 1e-3);
      expectClose(after[1].running.mean, expected.means, 1e-3);
      expect(after[0].weight.data).toEqual(params[0][0].weight.data);
    }),
  ));
