import { apply, applyAll } from '../../src/tensor/apply.ts';
import { aval } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import { within } from '../../src/tensor/error.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { inline, traceClosed } from '../../src/tensor/trace.ts';
import { close, type Made } from './steps-scan.ts';
import { any, like, put, type Sample, type Workshop } from './workshop.ts';

export const stopGradient = (w: Workshop): void => {
  const { x, bound } = any(w, 'f32', 'i32', 'bool');
  put(w, apply('stopGradient', {}, [x]), bound);
};

const typesOf = (xs: readonly AnyTensor[]) => xs.map(({ shape, dtype }) => aval(shape, dtype));

/** The inner steps on placeholders for some samples: what comes last, or what was put in where nothing does. */
const carriedOut =
  (w: Workshop, samples: readonly Sample[], outside: readonly Sample[], bounds: number[]) =>
  (inputs: readonly AnyTensor[]): Made => {
    const pool = [...outside, ...inputs.map((x, i) => ({ x, bound: samples[i]?.bound ?? 1 }))];
    w.carryOut(w.inner, pool);
    const results = pool.slice(outside.length).slice(-2);
    bounds.push(...results.map(({ bound }) => bound));
    return { results: results.map(({ x }) => x), unused: [] };
  };

const someSamples = (w: Workshop): readonly Sample[] =>
  build.range(1 + w.below(3)).map(() => any(w, 'f32', 'i32', 'bool'));

/** A part of the program that is run again for gradients; it sees what lies outside, too. */
export const checkpoint = (w: Workshop): void => {
  const samples = someSamples(w);
  const bounds: number[] = [];
  const args = samples.map(({ x }) => x);
  const { program, captured } = within('again', () =>
    close(typesOf(args), carriedOut(w, samples, w.pool, bounds), w.oneIn(2)),
  );
  const outputs = applyAll('checkpoint', { body: program }, [...captured, ...args]);
  outputs.forEach((x, i) => {
    put(w, x, bounds[i] ?? 1);
  });
};

/** Something with a rule of its own: not its derivative, but of the right shapes. */
export const custom = (w: Workshop): void => {
  const samples = someSamples(w);
  const bounds: number[] = [];
  const args = samples.map(({ x }) => x);
  const run = carriedOut(w, samples, [], bounds);
  const body = traceClosed(typesOf(args), (inputs) => run(inputs).results);
  const forward = traceClosed(typesOf(args), (inputs) => [...inline(body, inputs), ...inputs.slice(0, 1)]);
  const results = applyAll('checkpoint', { body }, args);
  const backward = traceClosed(typesOf([...args.slice(0, 1), ...results]), (given) => {
    const inside: Workshop = { ...w, pool: given.map((x) => ({ x, bound: 1 })) };
    return args.map((x) => like(inside, x.dtype, x.shape).x);
  });
  const outputs = applyAll('custom', { body, forward, backward, captured: 0 }, args);
  outputs.forEach((x, i) => {
    put(w, x, bounds[i] ?? 1);
  });
};
