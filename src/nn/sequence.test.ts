import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Dim } from '../shape-types/dim.ts';
import { relu } from '../tensor/ops/activation.ts';
import { zeros } from '../tensor/ops/constants.ts';
import { concat } from '../tensor/ops/join.ts';
import { randomKey } from '../tensor/ops/random.ts';
import { slice } from '../tensor/ops/slice.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { axis } from '../tensor/values.ts';
import * as nn from './index.ts';

const { activation, conv2d, dense, flatten, maxPool2d, sequence, spec } = nn;

const classifier = sequence(
  spec(['batch', 64, 64, 1]),
  conv2d({ filters: 16, window: 3 }),
  activation(relu),
  maxPool2d({ window: 2 }),
  flatten,
  dense(46),
);

describe('sequence', () => {
  it('knows the shapes of all its parts', () => {
    type Params = [
      nn.ConvParams<[3, 3, 1, 16]>,
      nn.NoParams,
      nn.NoParams,
      nn.NoParams,
      nn.DenseParams<15376, 46>,
    ];
    expectTypeOf(classifier).toEqualTypeOf<
      nn.Layer<Params, Tensor<['batch', 64, 64, 1]>, Tensor<['batch', 46]>>
    >();
    const params = classifier.init(randomKey(0));
    expect(params[4].weight.shape).toEqual([15376, 46]);
    expect(classifier.apply(params, zeros([axis('batch', 2), 64, 64, 1])).shape).toEqual([2, 46]);
  });

  it('is generic where its builder is', () => {
    const head = <B extends Dim, I extends number, C extends number>(batch: B, features: I, classes: C) =>
      sequence(spec([batch, features]), dense(classes), activation(relu), nn.residual(dense(classes)));
    expectTypeOf(head('b', 8, 3)).toEqualTypeOf<
      nn.Layer<[nn.DenseParams<8, 3>, nn.NoParams, nn.DenseParams<3, 3>], Tensor<['b', 8]>, Tensor<['b', 3]>>
    >();
  });

  it('infers what the parts of combinators see from where they stand', () => {
    const deep = sequence(
      spec(['time', 'batch', 7, 64]),
      nn.scanOverTime(nn.lstm(32)),
      nn.overAxis(2, nn.parallel({ a: dense(3), b: nn.steps(dense(8), nn.foldTimes(2, dense(8))) })),
      nn.pure('join', ({ a, b }) => concat([a, b], -1)),
      nn.repeat(4, dense(11)),
    );
    type Twice = {
      readonly a: nn.DenseParams<32, 3>;
      readonly b: [nn.DenseParams<32, 8>, nn.DenseParams<8, 8>];
    };
    type Copies = { readonly weight: Tensor<[4, 11, 11]>; readonly bias: Tensor<[4, 11]> };
    expectTypeOf(deep).toEqualTypeOf<
      nn.Layer<
        [nn.LstmParams<64, 32>, Twice, nn.NoParams, Copies],
        Tensor<['time', 'batch', 7, 64]>,
        Tensor<['time', 'batch', 7, 11]>
      >
    >();
    const params = deep.init(randomKey(0));
    expect(params[3].weight.shape).toEqual([4, 11, 11]);
    const x = zeros([axis('time', 2), axis('batch', 3), 7, 64]);
    expect(deep.apply(params, x).shape).toEqual([2, 3, 7, 11]);
    expect(deep.train(params, x, randomKey(1)).out.shape).toEqual([2, 3, 7, 11]);
  });

  it('says where in it something went wrong', () => {
    const params = classifier.init(randomKey(0));
    const wrong = { ...params[0], bias: zeros([3]) };
    const apply = () =>
      classifier.apply([wrong, [], [], [], params[4]] as never, zeros([axis('batch', 2), 64, 64, 1]));
    expect(apply).toThrow(/\(at sequence \/ 0 conv2d\)$/);
  });

  it('names nested parts by their places', () => {
    const nested = sequence(
      spec([2, 4]),
      nn.residual(
        nn.steps(
          dense(4),
          nn.pure('broken', (x) => slice(x, [[0, Number('1')]])),
        ),
      ),
    );
    expect(() => nested.apply(nested.init(randomKey(0)), zeros([2, 4]))).toThrow(
      /^residual: sequence changes the shape.*\(at sequence \/ 0 residual\)$/,
    );
  });

  it('hands each part a key of its own', () => {
    const draws: nn.Key[] = [];
    const spy = (input: nn.Spec<[2]>): nn.Layer<nn.NoParams, Tensor<[2]>, Tensor<[2]>> => ({
      ...nn.activation(relu)(input),
      init: (key) => {
        draws.push(key);
        return [];
      },
    });
    sequence(spec([2]), spy, spy).init(randomKey(0));
    expect(draws[0]).not.toBe(draws[1]);
  });
});
