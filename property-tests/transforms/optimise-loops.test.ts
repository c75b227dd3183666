import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/compile/program.ts';
import {
  add,
  fold,
  gather,
  matmul,
  messages,
  mul,
  scan,
  sub,
  tanh,
  tensor,
  transpose,
} from '../../src/index.ts';
import { ones, sum, zeros } from '../../src/tensor/ops/index.ts';
import type { Program } from '../../src/tensor/program.ts';
import { avalsOf } from '../../src/tensor/program.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { grad } from '../../src/transforms/grad/index.ts';
import { floats, seeded } from '../arbitraries/seeded.ts';
import { expectOptimised, productsOf } from './optimise-support.ts';

type Matrix = Tensor<[number, number]>;
type Matrices = Tensor<[number, number, number]>;

/** What a step does, beside what every step does. */
interface Features {
  readonly early: boolean;
  readonly recurrent: boolean;
  readonly late: boolean;
  readonly moved: boolean;
  readonly sums: boolean;
  readonly total: boolean;
  readonly sends: boolean;
  readonly inner: boolean;
  readonly reverse: boolean;
}

const flag = fc.boolean();
const features: fc.Arbitrary<Features> = fc.record({
  early: flag,
  recurrent: flag,
  late: flag,
  moved: flag,
  sums: flag,
  total: flag,
  sends: flag,
  inner: flag,
  reverse: flag,
});

/** A recurrent network of rows: h' = tanh(h + …). */
const loop = (f: Features) => (w: Matrix, u: Matrix, xs: Matrices) => {
  const [, rows, width] = xs.shape;
  const start: readonly [Matrix, Matrix, Matrix] = [zeros([rows, width]), w, ones([rows, width])];
  const [[h, products, total], ys] = scan(
    ([before, weights, all]: readonly [Matrix, Matrix, Matrix], x: Matrix) => {
      const seen: Matrix = f.sends ? messages(x, 'seen') : x;
      const from: Matrix = f.early ? matmul(seen, w) : seen;
      const state: Matrix = f.sends ? messages(before, 'state') : before;
      const kept: Matrix = f.recurrent ? matmul(state, u) : mul(state, 0.5);
      const after: Matrix = tanh(add(from, kept));
      const told: Matrix = f.late ? sub(matmul(after, w), 1) : after;
      const deep: Matrix = f.inner ? fold(2, (z: Matrix) => tanh(matmul(z, w)), x) : told;
      const edges = tensor([0, 0, 0, 0, 0, 0], 'i32');
      const y: Matrix = f.moved ? gather(after, edges, 0) : told;
      const gradient: Matrix = matmul(transpose(x), after);
      const carry: readonly [Matrix, Matrix, Matrix] = [
        after,
        f.sums ? add(weights, gradient) : weights,
        f.total ? add(deep, all) : all,
      ];
      return [carry, [y, deep]] as const;
    },
    start,
    xs,
    { reverse: f.reverse },
  );
  return [h, products, total, ys] as const;
};

const sizes = fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }));

const inputsOf = (program: Program, seed: number) => {
  const next = seeded(seed);
  return avalsOf(program)
    .slice(0, program.inputs.length)
    .map(({ shape }) => {
      const n = shape.reduce((m, d) => m * d, 1);
      return makeValue(shape, 'f32', Float32Array.from(floats(next, n)));
    });
};

const traced = (f: Features, [length, rows, width]: readonly [number, number, number]) =>
  programOf(loop(f), zeros([width, width]), zeros([width, width]), zeros([length, rows, width]));

describe('loops', () => {
  it('keep values and messages, in both directions and of any length, and never take more', () => {
    fc.assert(
      fc.property(features, sizes, fc.integer(), (f, size, seed) => {
        const program = traced(f, size);
        expectOptimised(program, inputsOf(program, seed));
      }),
    );
  });

  it('and so do their gradients', () => {
    fc.assert(
      fc.property(features, sizes, fc.integer(), (f, size, seed) => {
        const [length, rows, width] = size;
        const loss = (w: Matrix, u: Matrix, xs: Matrices) => {
          const [h, products, total, [y, deep]] = loop(f)(w, u, xs);
          const stacked = add(sum(mul(y, y)), sum(mul(deep, deep)));
          return [h, products, total].reduce<Tensor<[]>>((s, x) => add(s, sum(mul(x, x))), stacked);
        };
        const program = programOf(
          (w: Matrix, u: Matrix, xs: Matrices) => [
            grad(loss)(w, u, xs),
            grad((v: Matrix) => loss(w, v, xs))(u),
            grad((v: Matrices) => loss(w, u, v))(xs),
          ],
          zeros([width, width]),
          zeros([width, width]),
          zeros([length, rows, width]),
        );
        expectOptimised(program, inputsOf(program, seed));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what leaves a loop', () => {
  const none: Features = {
    early: false,
    recurrent: false,
    late: false,
    moved: false,
    sums: false,
    total: false,
    sends: false,
    inner: false,
    reverse: false,
  };
  const timesOf = (f: Partial<Features>): readonly number[] => {
    const program = traced({ ...none, ...f }, [8, 3, 16]);
    const [, after] = expectOptimised(program, inputsOf(program, 1));
    return productsOf(after)
      .map(({ times }) => times)
      .toSorted((a, b) => a - b);
  };

  it.each([
    ['a product of the input', { early: true }, [1]],
    ['not a product of the state', { recurrent: true }, [8]],
    ['a product that only results need', { late: true }, [1]],
    ['both, around the recurrence', { early: true, recurrent: true, late: true }, [1, 1, 8]],
    ['a sum of products, which is one product over all steps', { sums: true }, [1]],
    ['a loop of products of the input', { inner: true }, [2]],
    ['a product of what is sent as messages', { early: true, sends: true }, [1]],
  ] as const)('%s', (_, f, times) => {
    expect(timesOf(f)).toEqual(times);
  });
});
