import { concat, type Dim, mean, relu, type Tensor } from '../../src/index.ts';
import {
  activation,
  batchNorm,
  conv1d,
  conv2d,
  dense,
  dropout,
  flatten,
  foldTimes,
  type Key,
  layerNorm,
  lstm,
  maxPool2d,
  mlp,
  overAxis,
  parallel,
  pure,
  repeat,
  residual,
  scanOverTime,
  sequence,
  spec,
  steps,
  use,
} from '../../src/nn/index.ts';

export const classifier = sequence(
  spec(['batch', 64, 64, 1]),
  conv2d({ filters: 16, window: 3 }),
  activation(relu),
  maxPool2d({ window: 2 }),
  flatten,
  dense(46),
);

export const send = sequence(
  spec(['edges', 1060]),
  mlp([512, 512], { activation: relu, last: relu }),
  dropout(0.1),
);

export const recurrent = sequence(
  spec(['time', 'batch', 64]),
  scanOverTime(lstm(128)),
  pure('last', (x) => mean(x, { axes: 0 })),
  dense(46),
);

export const perNode = sequence(
  spec(['batch', 'time', 14, 512]),
  overAxis(0, overAxis(1, conv1d({ filters: 64, window: 3 }))),
  layerNorm(),
);

export const branches = sequence(
  spec(['batch', 8]),
  parallel({ left: dense(3), right: steps(dense(4), residual(dense(4))) }),
  pure('join', ({ left, right }) => concat([left, right], -1)),
  repeat(3, dense(7)),
  foldTimes(2, dense(7)),
  batchNorm(),
  use(head()),
);

declare const head: () => import('../../src/nn/index.ts').Layer<
  readonly [],
  Tensor<['batch', 7]>,
  Tensor<['batch', 1]>
>;

export const generic = <B extends Dim, C extends number, N extends number>(
  batch: B,
  channels: C,
  classes: N,
) =>
  sequence(
    spec([batch, 14, 14, channels]),
    conv2d({ filters: 32, window: 3, padding: 'same' }),
    batchNorm(),
    activation(relu),
    residual(steps(conv2d({ filters: 32, window: 1 }), activation(relu))),
    overAxis(1, dense(classes)),
  );

export const use2 = <B extends Dim>(key: Key, x: Tensor<[B, 14, 14, 3]>, batch: B) => {
  const layer = generic(batch, 3, 10);
  return layer.apply(layer.init(key), x);
};
