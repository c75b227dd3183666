import { expect, it } from 'vitest';
import { randomKey } from '../tensor/ops/random.ts';
import {
  batchNorm,
  conv2d,
  dense,
  describe as describeLayer,
  flatten,
  parameterCount,
  sequence,
  spec,
} from './index.ts';

const layer = sequence(
  spec(['batch', 8, 8, 3]),
  conv2d({ filters: 16, window: 3 }),
  batchNorm(),
  flatten,
  dense(10),
);

it('lists every parameter by its path', () => {
  expect(describeLayer(layer)).toBe(
    [
      'sequence',
      '0.weight            [3, 3, 3, 16]    432',
      '0.bias              [16]              16',
      '1.scale             [16]              16',
      '1.shift             [16]              16',
      '1.running.mean      [16]              16',
      '1.running.variance  [16]              16',
      '3.weight            [576, 10]      5,760',
      '3.bias              [10]              10',
      'total                              6,282',
    ].join('\n'),
  );
});

it('counts parameters', () => {
  expect(parameterCount(layer.init(randomKey(0)))).toBe(6282);
  expect(parameterCount([])).toBe(0);
});
