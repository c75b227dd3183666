import { expect, it } from 'vitest';
import { relu } from '../tensor/ops/activation.ts';
import { mean } from '../tensor/ops/reduction.ts';
import * as nn from './index.ts';

const { dense, sequence, spec } = nn;
const unknown: number = Number.NaN;

it('sizes that parameters depend on must be numbers', () => {
  const build = () => sequence(spec(['batch', unknown]), dense(3));
  expect(build).toThrow(
    "dense: the number of features must be a number in the spec ['batch', ?] (at sequence / 0)",
  );
  expect(() => sequence(spec(['batch', 8, 8, unknown]), nn.conv2d({ filters: 3, window: 3 }))).toThrow(
    "conv2d: the number of channels must be a number in the spec ['batch', 8, 8, ?] (at sequence / 0)",
  );
  expect(() => sequence(spec(['batch', 8]), nn.overAxis(Number('2'), dense(3)))).toThrow(
    "overAxis: the spec ['batch', 8] has no axis 2 (at sequence / 0)",
  );
});

it('options are checked', () => {
  expect(() => dense(1.5)).toThrow(/features/);
  expect(() => nn.dropout(1)).toThrow(/rate/);
  expect(() => nn.batchNorm({ momentum: 2 })).toThrow(/momentum/);
  expect(() => nn.layerNorm({ axes: 0 })).toThrow(/axes/);
  expect(() => sequence(spec([3]), nn.foldTimes(-1, dense(3)))).toThrow(/count/);
  expect(() => sequence(spec([3]), nn.repeat(0, dense(3)))).toThrow(/count/);
  expect(() => nn.lstm(-1)).toThrow(/units/);
  expect(() => sequence(spec([1, 8, 3]), nn.conv1d({ filters: 4, window: 0 }))).toThrow(/window/);
});

it('outputSpec finds symbols, sizes and unknown sizes', () => {
  const input = spec(['batch', 'time', 'width', 3]);
  const layer = sequence(input, nn.conv1d({ filters: 5, window: 3 }), nn.activation(relu));
  expect(nn.outputSpec(layer, input)).toEqual({ shape: ['batch', 'time', Number.NaN, 5], dtype: 'f32' });
  const means = sequence(
    input,
    nn.pure('mean', (x) => mean(x, { axes: 2 })),
    nn.flattenFrom(1),
  );
  expect(nn.outputSpec(means, input)).toEqual({ shape: ['batch', Number.NaN], dtype: 'f32' });
  const both = sequence(input, nn.parallel({ a: dense(2), b: nn.pure('same', (x) => x) }));
  expect(nn.outputSpec(both, input)).toEqual({
    a: { shape: ['batch', 'time', 'width', 2], dtype: 'f32' },
    b: { shape: ['batch', 'time', 'width', 3], dtype: 'f32' },
  });
});
