import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { dense, mlp, sequence, spec } from '../../src/nn/index.ts';
import { relu } from '../../src/tensor/ops/activation.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { at, expectClose, initial, places, seed, size, tabulate, total, valueArb } from './support.ts';

const denseByLoop = (x: AnyValue, weight: AnyValue, bias: AnyValue): AnyValue => {
  const [inputs = 0, outputs = 0] = weight.shape;
  return tabulate([...x.shape.slice(0, -1), outputs], (...place) => {
    const lead = place.slice(0, -1);
    const o = place.at(-1) ?? 0;
    return (
      at(bias, o) + total(Array.from({ length: inputs }, (_, i) => at(x, ...lead, i) * at(weight, i, o)))
    );
  });
};

const sizes = fc.record({ a: size(), b: size(), i: size(), o: size() });
const cases = sizes.chain(({ a, b, i, o }) =>
  fc.record({ x: valueArb([a, b, i]), weight: valueArb([i, o]), bias: valueArb([o]), o: fc.constant(o) }),
);

it('dense is x · weight + bias, over any leading axes', () =>
  fc.assert(
    fc.asyncProperty(cases, async ({ x, weight, bias, o }) => {
      const layer = dense(o)(spec(x.shape));
      expectClose(await compile(layer.apply)({ weight, bias }, x), denseByLoop(x, weight, bias));
    }),
  ));

it('mlp is dense layers with activations between them, and after them if asked for', () =>
  fc.assert(
    fc.asyncProperty(sizes, seed, fc.boolean(), async ({ a, i, o, b }, from, last) => {
      const layer = sequence(
        spec([a, i]),
        mlp([o, b], { activation: relu, ...(last ? { last: relu } : {}) }),
      );
      const params = await initial(layer, from);
      const x = tabulate([a, i], (m, n) => Math.sin(m + 2 * n + from));
      const positive = (y: AnyValue): AnyValue =>
        tabulate(y.shape, (...place) => Math.max(0, at(y, ...place)));
      const [[first, second]] = params;
      const middle = positive(denseByLoop(x, first.weight, first.bias));
      const end = denseByLoop(middle, second.weight, second.bias);
      const got = await compile(layer.apply)(params, x);
      expectClose(got, last ? positive(end) : end);
      expect(places(got.shape).length).toBe(a * b);
    }),
  ));
