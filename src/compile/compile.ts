import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import { wasm } from '../backends/wasm/index.ts';
import { aval, showAval } from '../tensor/aval.ts';
import type { Backend, BackendError, Executable } from '../tensor/backend.ts';
import {
  type Flat,
  flattenTensors,
  flattenValues,
  type Structure,
  unflatten,
  type Values,
} from '../tensor/tree.ts';
import type { AnyValue } from '../tensor/value.ts';
import { optimise } from '../transforms/optimise/index.ts';
import { simplify } from '../transforms/simplify/index.ts';
import { programFor } from './program.ts';

/** How a function is compiled. */
export interface CompileOptions {
  /** What runs the program. Default: `wasm`, kernels made at run time, on all processors. */
  readonly backend?: Backend;
  /**
   * Arguments, by number, that a call uses up: training states, states of streams. Results of their shapes stay in the
   * backend's memory until they are read, and go into the next call without leaving it. A value that a call has used up can
   * not be read afterwards, unless it was read before or came from elsewhere.
   */
  readonly donate?: readonly number[];
}

/** A backend could not do its work; `error` says which and why. */
export class BackendFailure extends Error {
  override readonly name = 'BackendFailure';
  readonly error: BackendError;

  constructor(error: BackendError) {
    super(`${error.backend}: ${error.message}`);
    this.error = error;
  }
}

/** The arguments of a function on tensors, with values for tensors. */
export type ValueArgs<Args extends readonly unknown[]> = { [K in keyof Args]: Values<Args[K]> };

interface Ready {
  readonly executable: Executable;
  readonly structure: Structure;
}

/** The numbers of the program's inputs that belong to arguments. */
const inputsOf = (args: readonly Flat<AnyValue>[], which: readonly number[]): readonly number[] => {
  let next = 0;
  return args.flatMap(({ leaves }, i) => {
    const numbers = leaves.map(() => next++);
    return which.includes(i) ? numbers : [];
  });
};

type Untyped = (...args: readonly unknown[]) => unknown;

/** Traces, compiles and caches by the arguments' shapes; what both typed forms below call. */
const prepare = (f: Untyped, { backend = wasm, donate = [] }: CompileOptions) => {
  const cache = new Map<string, Promise<E.Either<BackendError, Ready>>>();
  const build = async (args: readonly Flat<AnyValue>[]): Promise<E.Either<BackendError, Ready>> => {
    const { program, structure } = programFor(
      f,
      args.map(({ leaves, structure }) => ({ structure, leaves: leaves.map((x) => aval(x.shape, x.dtype)) })),
    );
    const simple = simplify(program, backend.fold === undefined ? {} : { evaluate: backend.fold });
    const compiled = await backend.compile(backend.reassociates === true ? optimise(simple) : simple, {
      donated: inputsOf(args, donate),
    });
    return E.isLeft(compiled) ? compiled : E.right({ executable: compiled.right, structure });
  };
  return async (args: readonly unknown[]): Promise<E.Either<BackendError, unknown>> => {
    const flat = args.map((arg, i) => flattenValues(arg, `argument ${i}`));
    const key = JSON.stringify(flat.map(({ leaves, structure }) => [structure, leaves.map(showAval)]));
    const known = cache.get(key) ?? build(flat);
    cache.set(key, known);
    // A function that could not be traced or compiled is tried again at the next call.
    known.then(
      (ready) => E.isLeft(ready) && cache.delete(key),
      () => cache.delete(key),
    );
    const ready = await known;
    if (E.isLeft(ready)) return ready;
    const { executable, structure } = ready.right;
    const results = await executable.run(flat.flatMap(({ leaves }) => leaves));
    return E.isLeft(results) ? results : E.right(unflatten(structure, results.right));
  };
};

/**
 * Makes a function on tensors a function on values. It is traced and compiled at the first call with
 * arguments of each shape, and only run after that.
 *
 * @param f a function of trees of tensors; called once for each new combination of shapes
 * @throws (rejects) `TensorError` when shapes do not fit, {@link BackendFailure} when the backend can not run it
 * @example
 * ```ts
 * import { compile, matmul, value, type Tensor } from 'thwc';
 * const product = compile((a: Tensor<[2, 3]>, b: Tensor<[3, 1]>) => matmul(a, b));
 * const c = await product(value([[1, 2, 3], [4, 5, 6]]), value([[1], [0], [1]])); // Value<[2, 1]>
 * ```
 */
export function compile<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
  options?: CompileOptions,
): (...args: ValueArgs<Args>) => Promise<Values<Out>>;
export function compile(
  f: Untyped,
  options: CompileOptions = {},
): (...args: readonly unknown[]) => Promise<unknown> {
  const call = prepare(f, options);
  return async (...args) => {
    const result = await call(args);
    if (E.isLeft(result)) throw new BackendFailure(result.left);
    return result.right;
  };
}

/**
 * As {@link compile}, with the failures of backends as values: a `TaskEither` of fp-ts.
 *
 * @example
 * ```ts
 * import { compileTask, relu, value, type Tensor } from 'thwc';
 * const task = compileTask((x: Tensor<[2]>) => relu(x))(value([-1, 1])); // TaskEither<BackendError, Value<[2]>>
 * ```
 */
export function compileTask<Args extends readonly unknown[], Out>(
  f: (...args: Args) => Out,
  options?: CompileOptions,
): (...args: ValueArgs<Args>) => TE.TaskEither<BackendError, Values<Out>>;
export function compileTask(
  f: Untyped,
  options: CompileOptions = {},
): (...args: readonly unknown[]) => TE.TaskEither<BackendError, unknown> {
  const call = prepare(f, options);
  return (...args) =>
    () =>
      call(args);
}

/**
 * Computes a tree of tensors that depends on nothing but constants.
 *
 * @example
 * ```ts
 * import { evaluate, sum, tensor } from 'thwc';
 * const total = await evaluate(sum(tensor([1, 2, 3]))); // Value<[]>
 * ```
 */
export function evaluate<T>(tree: T, options?: CompileOptions): Promise<Values<T>>;
export function evaluate(tree: unknown, options: CompileOptions = {}): Promise<unknown> {
  flattenTensors(tree, 'what is to be evaluated');
  return compile(() => tree, options)();
}
