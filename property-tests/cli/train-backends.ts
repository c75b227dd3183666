/** Backends that show, or spoil, what a run computes. */
import * as E from 'fp-ts/lib/Either.js';
import { wasm } from '../../src/backends/wasm/index.ts';
import type { Backend } from '../../src/tensor/backend.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { makeValue } from '../../src/tensor/values.ts';

type Numbers = readonly AnyValue[];

/** The usual backend, with something between what a program gives and who gets it. */
export const watched = (between: (inputs: Numbers, outputs: Numbers) => Numbers): Backend => ({
  ...wasm,
  compile: async (program, options) => {
    const compiled = await wasm.compile(program, options);
    if (E.isLeft(compiled)) return compiled;
    return E.right({
      run: async (inputs) => {
        const outputs = await compiled.right.run(inputs);
        return E.isLeft(outputs) ? outputs : E.right(between(inputs, outputs.right));
      },
    });
  },
});

const isFrames = ({ dtype, shape }: AnyValue): boolean =>
  dtype === 'f32' && shape.slice(1).join().includes('64,64,1');

/** The videos (or frames) and labels that a program is run on, if it is one that sees any. */
export const batchIn = (inputs: Numbers) => {
  const [frames, labels] = inputs.slice(-2);
  return frames !== undefined && labels !== undefined && isFrames(frames)
    ? { shape: frames.shape, frames: frames.data, labels: [...labels.data] }
    : undefined;
};

/** Whether a program is a step of training: it gives parameters, the optimiser's state, three norms and the hits. */
const isStep = (inputs: Numbers, outputs: Numbers): boolean =>
  batchIn(inputs) !== undefined && outputs.length > inputs.length - 2;

/** Spoils one output of the n-th step of training (from 1): the one so far from the end. */
export const spoiling = (step: number, fromEnd: number): Backend => {
  let steps = 0;
  return watched((inputs, outputs) => {
    if (!isStep(inputs, outputs)) return outputs;
    steps += 1;
    const spoilt = outputs.length - fromEnd;
    return outputs.map((x, i) =>
      steps === step && i === spoilt
        ? makeValue(x.shape, 'f32', new Float32Array(x.data.length).fill(Number.NaN))
        : x,
    );
  });
};
