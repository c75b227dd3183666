import { type Aval, sameShape } from '../../tensor/aval.ts';
import { type Equation, mapBody, type Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { bytesOf } from '../cost/bytes.ts';
import { costOf } from '../cost/index.ts';
import { type Builder, makeEquation, rewrite } from './builder.ts';
import { sendsMessages, splatOf } from './facts.ts';

/** Runs a closed program, such as the reference backend's `evaluateProgram`. */
export type Evaluate = (program: Program, inputs: readonly AnyValue[]) => readonly AnyValue[];

export interface FoldLimits {
  /** No constant larger than this is made; nor is anything larger computed on the way. 4 KiB by default. */
  readonly constantBytes?: number;
  /** All new constants together take at most this. 64 KiB by default. */
  readonly addedBytes?: number;
  /** No single equation dearer than this is run (a scan can be long). 1,000,000 operations by default. */
  readonly operations?: number;
}

/** What one call may still spend; shared by the bodies of scans. */
interface Purse {
  readonly evaluate: Evaluate;
  readonly constantBytes: number;
  readonly operations: number;
  left: number;
}

/**
 * Computes ahead what depends on constants only (random bits of a constant key too). Never adds more than
 * `addedBytes` to the program. Results are those of `evaluate`, so pass the backend that will run the rest if bits
 * matter. Messages are not folded away.
 *
 * @example
 * ```ts
 * import { add, programOf, tensor } from 'thwc';
 * import { evaluateProgram } from 'thwc/backends/reference';
 * import { foldConstants } from './fold.ts';
 * const program = programOf(() => add(tensor([1, 2]), tensor([3, 4])));
 * const folded = foldConstants(program, evaluateProgram, { constantBytes: 256 }); // one constant, [4, 6]
 * ```
 */
export const foldConstants = (program: Program, evaluate: Evaluate, limits: FoldLimits = {}): Program =>
  foldWith(program, {
    evaluate,
    constantBytes: limits.constantBytes ?? 4096,
    operations: limits.operations ?? 1e6,
    left: limits.addedBytes ?? 65_536,
  });

const foldWith = (program: Program, purse: Purse): Program => {
  const known = new Map<number, AnyValue>();
  return rewrite(program, (given, into) => {
    const equation = mapBody(given, (body) => foldWith(body, purse));
    const repeated = foldRepeated(equation, into, purse);
    const values = repeated === undefined ? valuesOf(equation, known, purse) : undefined;
    const results =
      values === undefined || isLeaf(equation, into) ? undefined : store(values, equation, into, purse);
    const numbers = repeated ?? results ?? into.emit(equation);
    numbers.forEach((n, i) => {
      const value = values?.[i] ?? splatOf(into.definition, n)?.scalar;
      if (value !== undefined && sameShape(value.shape, into.aval(n).shape)) known.set(n, value);
    });
    return numbers;
  });
};

/** What is as small as it gets: a constant, a count, one number repeated. */
const isLeaf = ({ primitive, params, inputs }: Equation, into: Builder): boolean =>
  primitive === 'constant' ||
  primitive === 'iota' ||
  (primitive === 'broadcast' && params.axes.length === 0 && inputs.every((n) => splatOf(into.definition, n)));

/** The results of an equation of known inputs, if they are small and cheap enough. */
const valuesOf = (
  equation: Equation,
  known: ReadonlyMap<number, AnyValue>,
  { evaluate, constantBytes, operations }: Purse,
): readonly AnyValue[] | undefined => {
  if (equation.primitive === 'constant') return [equation.params.value];
  const inputs = equation.inputs.flatMap((n) => known.get(n) ?? []);
  if (inputs.length < equation.inputs.length || sendsMessages(equation)) return undefined;
  if (equation.outputs.some((output) => bytesOf(output) > constantBytes)) return undefined;
  const alone = programOf(equation, inputs);
  return costOf(alone).total.operations > operations ? undefined : evaluate(alone, inputs);
};

/** The program of one equation. */
const programOf = (equation: Equation, inputs: readonly Aval[]): Program => ({
  inputs: inputs.map(({ shape, dtype }) => ({ shape, dtype })),
  equations: [{ ...equation, inputs: inputs.map((_, i) => i) }],
  outputs: equation.outputs.map((_, i) => inputs.length + i),
});

/** Writes results as constants, if the purse allows it. */
const store = (
  values: readonly AnyValue[],
  { path }: Equation,
  into: Builder,
  purse: Purse,
): readonly number[] | undefined => {
  const bytes = values.reduce((n, value) => n + bytesOf(value), 0);
  if (bytes > purse.left) return undefined;
  purse.left -= bytes;
  return values.map((value) => into.apply('constant', { value }, [], path));
};

/** One number repeated, elementwise: computed once and repeated, whatever the size. */
const foldRepeated = (equation: Equation, into: Builder, purse: Purse): readonly number[] | undefined => {
  const { primitive, params, inputs, outputs, path } = equation;
  const elementwise =
    primitive === 'unary' || primitive === 'binary' || primitive === 'select' || primitive === 'convert';
  const [output] = outputs;
  const scalars = inputs.flatMap((n) => splatOf(into.definition, n)?.scalar ?? []);
  if (!elementwise || output === undefined || scalars.length < inputs.length) return undefined;
  const alone = makeEquation(primitive, params, inputs, [{ shape: [], dtype: output.dtype }], path);
  const made = store(purse.evaluate(programOf(alone, scalars), scalars), equation, into, purse);
  return made?.map((n) =>
    output.shape.length === 0 ? n : into.apply('broadcast', { shape: output.shape, axes: [] }, [n], path),
  );
};
