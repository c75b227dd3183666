/**
 * From functions on tensors to programs, and back.
 */
import type { Application } from './application.ts';
import { applyAll, nextId, placeholder } from './apply.ts';
import type { Aval } from './aval.ts';
import { atPath, demand, TensorError } from './error.ts';
import type { Equation, Program } from './program.ts';
import type { AnyTensor } from './tensor.ts';

/** A program and the outer tensors it refers to. Its inputs are first the captured ones, then the declared. */
export interface Traced {
  readonly program: Program;
  readonly captured: readonly AnyTensor[];
}

/** Constants of one element, and what only repeats them, are rebuilt inside a body rather than captured. */
const isSplat = ({ source }: AnyTensor): boolean =>
  source.primitive === 'constant'
    ? source.params.value.data.length === 1
    : source.primitive === 'broadcast' && source.inputs.every(isSplat);

/**
 * Traces `f` once, on placeholders. What does not depend on the placeholders is captured, so a body never
 * holds loop-invariant work.
 */
export const trace = (
  avals: readonly Aval[],
  f: (inputs: readonly AnyTensor[]) => readonly AnyTensor[],
): Traced => {
  const born = nextId();
  const inputs = avals.map((aval, i) => placeholder(i, aval));
  const results = f(inputs);
  const dependent = dependents(results, new Set(inputs.map((x) => x.source)), born);
  return list(inputs, results, (x) => dependent.get(x.source) === true || isSplat(x));
};

/** Traces `f`; captured is what is not said to belong inside. Splats always do. */
export const traceWhere = (
  avals: readonly Aval[],
  f: (inputs: readonly AnyTensor[]) => readonly AnyTensor[],
  isInside: (x: AnyTensor) => boolean,
): Traced => {
  const inputs = avals.map((aval, i) => placeholder(i, aval));
  return list(inputs, f(inputs), (x) => isInside(x) || isSplat(x));
};

/** Traces `f` with everything it refers to inside the program: nothing is captured. */
export const traceClosed = (
  avals: readonly Aval[],
  f: (inputs: readonly AnyTensor[]) => readonly AnyTensor[],
): Program => {
  const inputs = avals.map((aval, i) => placeholder(i, aval));
  return list(inputs, f(inputs), (x) => {
    demand(
      x.source.primitive !== 'input' || inputs.includes(x),
      'compile',
      'the function uses an argument of another function: a tensor left the scan, vmap or compile that made it',
      [x],
    );
    return true;
  }).program;
};

/** Lists what the results need, in an order in which it can be computed. */
const list = (
  inputs: readonly AnyTensor[],
  results: readonly AnyTensor[],
  isInside: (x: AnyTensor) => boolean,
): Traced => {
  const own = new Set(inputs.map((x) => x.source));
  const captured = new Map<string, AnyTensor>();
  const order: Application[] = [];
  const seen = new Set<Application>();

  visit(
    results,
    (x) => {
      if (own.has(x.source)) return [];
      if (!isInside(x)) {
        captured.set(keyOf(x), x);
        return [];
      }
      return seen.has(x.source) ? [] : x.source.inputs;
    },
    (x) => {
      if (own.has(x.source) || !isInside(x) || seen.has(x.source)) return;
      seen.add(x.source);
      order.push(x.source);
    },
  );

  const number = new Map<string, number>();
  for (const key of captured.keys()) number.set(key, number.size);
  for (const x of inputs) number.set(keyOf(x), number.size);
  const numberOf = (x: AnyTensor): number => {
    const n = number.get(keyOf(x));
    if (n === undefined) throw new TensorError('trace', 'a tensor is used before it is made', [x]);
    return n;
  };
  const equations = order.map((application) => {
    const equation = toEquation(application, application.inputs.map(numberOf));
    for (const i of application.outputs.keys()) number.set(`${application.id}.${i}`, number.size);
    return equation;
  });
  return {
    program: {
      inputs: [...captured.values(), ...inputs].map(({ shape, dtype }) => ({ shape, dtype })),
      equations,
      outputs: results.map(numberOf),
    },
    captured: [...captured.values()],
  };
};

const keyOf = (x: AnyTensor): string => `${x.source.id}.${x.output}`;

const toEquation = ({ primitive, params, outputs, path }: Application, inputs: readonly number[]): Equation =>
  // Primitive and parameters come from one application, so they belong together.
  ({ primitive, params, inputs, outputs, path }) as Equation;

/** Depth-first without recursion: long chains of ops must not overflow the stack. */
const visit = (
  roots: readonly AnyTensor[],
  enter: (x: AnyTensor) => readonly AnyTensor[],
  leave: (x: AnyTensor) => void,
): void => {
  const stack: { readonly x: AnyTensor; readonly done: boolean }[] = roots
    .toReversed()
    .map((x) => ({ x, done: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.done) {
      leave(top.x);
      continue;
    }
    stack.push({ x: top.x, done: true });
    for (const input of enter(top.x).toReversed()) stack.push({ x: input, done: false });
  }
};

/** Which applications depend on the placeholders. Anything older than them can not. */
const dependents = (
  results: readonly AnyTensor[],
  own: ReadonlySet<Application>,
  born: number,
): ReadonlyMap<Application, boolean> => {
  const depends = new Map<Application, boolean>();
  const entered = new Set<Application>();
  visit(
    results,
    ({ source }) => {
      if (source.id < born || entered.has(source)) return [];
      entered.add(source);
      return source.inputs;
    },
    ({ source }) => {
      depends.set(source, own.has(source) || source.inputs.some((x) => depends.get(x.source) === true));
    },
  );
  return depends;
};

/** Applies a program to tensors: its equations become applications again. */
export const inline = (program: Program, args: readonly AnyTensor[]): readonly AnyTensor[] => {
  const values: AnyTensor[] = [...args];
  const at = (n: number): AnyTensor => {
    const x = values[n];
    if (x === undefined) throw new TensorError('inline', `value ${n} does not exist`);
    return x;
  };
  for (const { primitive, params, inputs, path } of program.equations) {
    values.push(...atPath(path, () => applyAll(primitive, params, inputs.map(at))));
  }
  return program.outputs.map(at);
};
