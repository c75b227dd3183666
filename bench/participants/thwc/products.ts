import {
  type CompileOptions,
  compile,
  constant,
  conv2d,
  matmul,
  programOf,
  type Tensor,
} from '../../../src/index.ts';
import { lstmCell } from '../../../src/nn/index.ts';
import type { Prepared } from '../answer.ts';
import { counted, images, matrix, numbers, type Reader, vector } from './values.ts';

/** `x · w`, or `x · w · w …`, w a constant of the program. */
export const matmulTask = ({ tensor }: Reader, ours: CompileOptions, times: number): Prepared => {
  const w = constant(matrix(tensor('w')));
  const f = (x: Tensor<[number, number]>) => {
    let y: Tensor<[number, number]> = x;
    for (let i = 0; i < times; i++) y = matmul(y, w);
    return y;
  };
  const [x, run] = [matrix(tensor('x')), compile(f, ours)];
  return {
    outputs: async () => [numbers(await run(x))],
    run: async () => void (await run(x)),
    notes: counted(programOf(f, x)),
  };
};

/** A convolution with a constant kernel. */
export const convTask = ({ tensor }: Reader, ours: CompileOptions, padding: 'valid' | 'same'): Prepared => {
  const w = constant(images(tensor('w')));
  const f = (x: Tensor<[number, number, number, number]>) => conv2d(x, w, { padding });
  const [x, run] = [images(tensor('x')), compile(f, ours)];
  return {
    outputs: async () => [numbers(await run(x))],
    run: async () => void (await run(x)),
    notes: counted(programOf(f, x)),
  };
};

/** One LSTM cell, its parameters constant. */
export const lstmTask = ({ tensor }: Reader, ours: CompileOptions): Prepared => {
  const params = {
    input: constant(matrix(tensor('input'))),
    hidden: constant(matrix(tensor('hidden'))),
    bias: constant(vector(tensor('bias'))),
  };
  type Rows = Tensor<[number, number]>;
  const f = (h: Rows, c: Rows, x: Rows) => lstmCell(params, { h, c }, x);
  const [h, c, x] = [matrix(tensor('h')), matrix(tensor('c')), matrix(tensor('x'))];
  const run = compile(f, ours);
  return {
    outputs: async () => {
      const next = await run(h, c, x);
      return [numbers(next.h), numbers(next.c)];
    },
    run: async () => void (await run(h, c, x)),
    notes: counted(programOf(f, h, c, x)),
  };
};
