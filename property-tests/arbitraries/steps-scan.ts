import { applyAll, nextId, placeholder } from '../../src/tensor/apply.ts';
import { type Aval, aval } from '../../src/tensor/aval.ts';
import * as build from '../../src/tensor/build.ts';
import { within } from '../../src/tensor/error.ts';
import type { AnyTensor } from '../../src/tensor/tensor.ts';
import { type Traced, trace } from '../../src/tensor/trace.ts';
import { linearise, plainProgram } from './linearise.ts';
import { any, fits, like, limit, put, type Sample, type Workshop } from './workshop.ts';

const anything = (w: Workshop) => any(w, 'f32', 'i32', 'bool');

/** Values that change from step to step: small floats in safe programs, any integers. */
const changing = (x: AnyTensor): Sample => ({ x, bound: x.dtype === 'f32' ? limit : 2 ** 31 });

/** Something to go through step by step: as it is, or cut to the length. */
const scanned = (w: Workshop, length: number): readonly AnyTensor[] => {
  const { x } = anything(w);
  if (x.shape[0] === length) return [x];
  return fits([length, ...x.shape]) ? [like(w, x.dtype, [length, ...x.shape]).x] : [];
};

/** What a body makes: its results, and all else, which is dead. */
export interface Made {
  readonly results: readonly AnyTensor[];
  readonly unused: readonly AnyTensor[];
}

/** A scan whose body carries out the inner steps on carries, slices, and all that there is outside. */
export const scan = (w: Workshop): void => {
  // Often the first axis of something, so that it can be scanned as it is.
  const length = w.oneIn(2) ? (anything(w).x.shape[0] ?? 2) : w.pick([2, 3, 1, 0]);
  const reverse = w.oneIn(2);
  const carries = build.range(w.below(3)).map(() => anything(w).x);
  const xs = build.range(w.below(3)).flatMap(() => scanned(w, length));
  const ys = w.below(4);
  const [idle, unused, traced] = [w.oneIn(6), w.oneIn(3), w.oneIn(4)];

  const body = (inputs: readonly AnyTensor[]): Made => {
    const pool = [...w.pool, ...inputs.map(changing)];
    w.carryOut(w.inner, pool);
    const inside: Workshop = { ...w, pool };
    // Now and then a carry that never changes.
    const next = carries.map((x, i) => (idle ? (inputs[i] ?? x) : like(inside, x.dtype, x.shape).x));
    const stacked = build
      .range(ys)
      .map(() => anything(inside).x)
      .filter((y) => fits([length, ...y.shape]));
    return {
      results: [...next, ...stacked],
      unused: unused ? pool.slice(w.pool.length).map((s) => s.x) : [],
    };
  };
  const types = [
    ...carries.map((x) => aval(x.shape, x.dtype)),
    ...xs.map((x) => aval(x.shape.slice(1), x.dtype)),
  ];
  const { program, captured } = within('loop', () => close(types, body, traced));
  const outputs = applyAll(
    'scan',
    { body: program, length, consts: captured.length, carries: carries.length, reverse },
    [...captured, ...carries, ...xs],
  );
  for (const x of outputs) put(w, x, changing(x).bound);
};

/** A body as the library traces it, or with all that is made inside left inside, dead code too. */
export const close = (
  types: readonly Aval[],
  body: (inputs: readonly AnyTensor[]) => Made,
  traced: boolean,
): Traced => {
  if (traced) {
    const { program, captured } = trace(types, (inputs) => body(inputs).results);
    return { program: plainProgram(program), captured };
  }
  const born = nextId();
  const inputs = types.map((type, i) => placeholder(i, type));
  const { results, unused } = body(inputs);
  const { program, captured } = linearise(inputs, [...results, ...unused], born);
  return { program: { ...program, outputs: program.outputs.slice(0, results.length) }, captured };
};
