import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { type Clip, type RstgConfig, type RstgOptions, type RstgParams, rstg } from '../../src/rstg/index.ts';
import type { Save } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { flattenValues } from '../../src/tensor/tree.ts';
import type { AnyValue, Value } from '../../src/tensor/value.ts';
import { vjp } from '../../src/transforms/grad/index.ts';
import { type Golden, goldens } from './golden.ts';

const orders = ['apply', 'applyTimeMajor'] as const;
const saves: readonly Save[] = ['all', 'carries', 'segments'];

const gradientsOf =
  ({ config }: Golden['sample'], order: (typeof orders)[number], options: RstgOptions) =>
  (params: RstgParams<RstgConfig>, features: Clip, cotangent: Tensor) => {
    const net = rstg(config, options);
    const [, pullback] = vjp(net[order], params, features);
    const [ofParams, ofFeatures] = pullback(cotangent);
    return { ...ofParams, features: ofFeatures };
  };

/** The largest difference, relative to the largest number of the tensor. */
const relativeError = (actual: AnyValue, expected: Value): number => {
  let [largest, off] = [0, 0];
  for (const [i, x] of expected.data.entries()) {
    largest = Math.max(largest, Math.abs(x));
    off = Math.max(off, Math.abs(x - (actual.data[i] ?? Number.POSITIVE_INFINITY)));
  }
  return largest === 0 ? off : off / largest;
};

describe.each(goldens)('the gradients of $name', ({ sample, cotangent, gradients }) => {
  it.each(orders.flatMap((order) => saves.map((save) => [order, save] as const)))(
    '%s, saving %s',
    async (order, save) => {
      const run = compile(gradientsOf(sample, order, { save }));
      const { paths, leaves } = flattenValues(await run(sample.params, sample.features, cotangent));
      expect([...paths].toSorted()).toEqual([...gradients.keys()].toSorted());
      for (const [i, name] of paths.entries()) {
        const [actual, expected] = [leaves[i], gradients.get(name)];
        if (actual === undefined || expected === undefined) throw new Error(`no gradient ${name}`);
        expect(actual.shape, name).toEqual(expected.shape);
        expect(relativeError(actual, expected), name).toBeLessThanOrEqual(1e-5);
      }
    },
  );
});
