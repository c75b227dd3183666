/** Random convolutional networks: convolutions of all kinds, biases, activations, pools, and a dense layer at the end. */
import fc from 'fast-check';
import {
  add,
  avgPool2d,
  conv2d,
  gelu,
  matmul,
  maxPool2d,
  mul,
  relu,
  reshape,
  sum,
  tanh,
  zeros,
} from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

type Images = Tensor<[number, number, number, number]>;

const activations = { relu, tanh, gelu } as const;

const pools = {
  none: (x: Images): Images => x,
  max: (x: Images): Images => maxPool2d(x, { window: 2 }),
  mean: (x: Images): Images => avgPool2d(x, { window: 2 }),
  overlapping: (x: Images): Images => maxPool2d(x, { window: 3, stride: 2 }),
} as const;

const blocks = fc.record({
  width: fc.constantFrom(8, 12, 16, 24),
  window: fc.integer({ min: 1, max: 5 }),
  stride: fc.integer({ min: 1, max: 3 }),
  padding: fc.constantFrom<('valid' | 'same')[]>('valid', 'same'),
  groups: fc.constantFrom(1, 1, 2, 4),
  activation: fc.constantFrom<(keyof typeof activations)[]>('relu', 'tanh', 'gelu'),
  pool: fc.constantFrom<(keyof typeof pools)[]>('none', 'max', 'mean', 'overlapping'),
});

type Block = typeof blocks extends fc.Arbitrary<infer A> ? A : never;

/** The parameters of a network. */
export interface ConvNetParams {
  readonly layers: readonly { readonly kernel: Images; readonly bias: Tensor<[number]> }[];
  readonly head: Tensor<[number, number]>;
}

/** A network and what it is given. */
export interface ConvNet {
  readonly params: ConvNetParams;
  readonly images: Images;
  readonly loss: (params: ConvNetParams, images: Images) => Tensor<[]>;
}

/** One block: a pool where there is room for it, a window no wider than the picture, groups if they divide the channels. */
const run = (
  { width, padding, activation, pool, ...block }: Block,
  x: Images,
  layer?: ConvNetParams['layers'][0],
) => {
  const [, size, , channels] = x.shape;
  const groups = channels % block.groups === 0 ? block.groups : 1;
  const window = Math.min(block.window, size);
  const kernel = layer?.kernel ?? zeros([window, window, channels / groups, width]);
  const bias = layer?.bias ?? zeros([width]);
  const y = activations[activation](add(conv2d(x, kernel, { stride: block.stride, padding, groups }), bias));
  return { y: pools[y.shape[1] < 3 ? 'none' : pool](y), layer: { kernel, bias } };
};

export const convNets: fc.Arbitrary<ConvNet> = fc
  .record({
    batch: fc.integer({ min: 1, max: 4 }),
    size: fc.integer({ min: 8, max: 20 }),
    channels: fc.constantFrom(1, 3, 8),
    list: fc.array(blocks, { minLength: 1, maxLength: 3 }),
  })
  .map(({ batch, size, channels, list }) => {
    const images: Images = zeros([batch, size, size, channels]);
    let x = images;
    const layers = list.map((block) => {
      const { y, layer } = run(block, x);
      x = y;
      return layer;
    });
    const features = x.shape[1] * x.shape[2] * x.shape[3];
    return {
      params: { layers, head: zeros([features, 10]) },
      images,
      loss: (params, given) => {
        const last = list.reduce((y, block, i) => run(block, y, params.layers[i]).y, given);
        const scores = matmul(reshape(last, [batch, features]), params.head);
        return sum(mul(scores, scores));
      },
    };
  });
