/** Matrix products, convolutions, and one LSTM cell. */
import { graphBuilder } from '../graph/builder.ts';
import { noise, type TaskMaker } from './task.ts';

const matmul = (m: number, k: number, n: number): TaskMaker => {
  const name = `matmul ${m}×${k}×${n}`;
  return {
    name,
    group: 'matmul',
    make: async () => {
      const b = graphBuilder();
      const [x, w] = [b.input('x', [m, k]), b.constant('w', [k, n])];
      return {
        name,
        group: 'matmul',
        mode: { kind: 'run' },
        own: { kind: 'matmul' },
        graph: b.graph([b.dense(x, w, null)]),
        tensors: new Map([
          ['x', await noise('x', [m, k])],
          ['w', await noise('w', [k, n])],
        ]),
      };
    },
  };
};

interface Convolution {
  readonly batch: number;
  readonly side: number;
  readonly from: number;
  readonly to: number;
  readonly padding: 'valid' | 'same';
}

const conv = ({ batch, side, from, to, padding }: Convolution): TaskMaker => {
  const name = `conv3×3 ${batch}×${side}×${side}×${from}→${to} ${padding}`;
  return {
    name,
    group: 'conv',
    make: async () => {
      const b = graphBuilder();
      const [image, window] = [
        [batch, side, side, from],
        [3, 3, from, to],
      ];
      const x = b.input('x', image, true);
      return {
        name,
        group: 'conv',
        mode: { kind: 'run' },
        own: { kind: 'conv', padding },
        graph: b.graph([b.conv(x, b.constant('w', window), null, padding)], true),
        tensors: new Map([
          ['x', await noise('x', image)],
          ['w', await noise('w', window)],
        ]),
      };
    },
  };
};

const lstm = (rows: number, dim: number): TaskMaker => {
  const name = `LSTM cell ${rows} rows, D=${dim}`;
  return {
    name,
    group: 'lstm',
    make: async () => {
      const b = graphBuilder();
      const [x, h, c] = [b.input('x', [rows, dim]), b.input('h', [rows, dim]), b.input('c', [rows, dim])];
      const wide = [dim, 4 * dim];
      const next = b.lstm(
        b.reshape(x, [1, rows, dim]),
        h,
        c,
        b.constant('input', wide),
        b.constant('hidden', wide),
        b.constant('bias', [4 * dim]),
      );
      const bound = dim ** -0.5;
      return {
        name,
        group: 'lstm',
        mode: { kind: 'run' },
        own: { kind: 'lstm' },
        graph: b.graph([next.h, next.c]),
        tensors: new Map([
          ['x', await noise('x', [rows, dim])],
          ['h', await noise('h', [rows, dim])],
          ['c', await noise('c', [rows, dim])],
          ['input', await noise('input', wide, bound)],
          ['hidden', await noise('hidden', wide, bound)],
          ['bias', await noise('bias', [4 * dim], bound)],
        ]),
      };
    },
  };
};

export const productTasks = (quick: boolean): readonly TaskMaker[] => [
  ...(quick ? [64, 128] : [64, 128, 256, 512, 1024]).map((n) => matmul(n, n, n)),
  ...(quick
    ? [matmul(14, 128, 64)]
    : [
        matmul(14, 1024, 512),
        matmul(14, 1024, 2048),
        matmul(1120, 512, 512),
        matmul(1, 1024, 2048),
        matmul(841, 288, 64),
      ]),
  ...(quick
    ? [conv({ batch: 2, side: 9, from: 4, to: 8, padding: 'valid' })]
    : [
        conv({ batch: 1, side: 64, from: 1, to: 16, padding: 'valid' }),
        conv({ batch: 16, side: 31, from: 16, to: 32, padding: 'valid' }),
        conv({ batch: 16, side: 14, from: 32, to: 64, padding: 'valid' }),
        conv({ batch: 1, side: 56, from: 64, to: 64, padding: 'same' }),
        conv({ batch: 1, side: 14, from: 256, to: 256, padding: 'same' }),
      ]),
  quick ? lstm(14, 32) : lstm(14, 512),
];
