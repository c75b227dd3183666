/**
 * Mistakes that types could not see, thrown at the op that made them.
 */
import { type Aval, showAval } from './aval.ts';

let path: readonly string[] = [];

/** The layers being applied now, outermost first. */
export const currentPath = (): readonly string[] => path;

/** Runs `f` with `name` added to the path that errors and listings show. */
export const within = <A>(name: string, f: () => A): A => atPath([...path, name], f);

/** Runs `f` with the path that an earlier application had, so that transforms keep saying where it came from. */
export const atPath = <A>(inner: readonly string[], f: () => A): A => {
  const outer = path;
  path = inner;
  try {
    return f();
  } finally {
    path = outer;
  }
};

/**
 * A shape or dtype mistake. The message reads
 * `matmul: inner dimensions differ: f32[3,512] and f32[256,64]; expected 512 = 256 (at rstg / send / 0)`.
 */
export class TensorError extends Error {
  override readonly name = 'TensorError';
  readonly op: string;
  readonly path: readonly string[];
  readonly inputs: readonly Aval[];

  constructor(op: string, problem: string, inputs: readonly Aval[] = [], expected?: string) {
    const at = path.length > 0 ? ` (at ${path.join(' / ')})` : '';
    const given = inputs.length > 0 ? `: ${inputs.map(showAval).join(' and ')}` : '';
    super(`${op}: ${problem}${given}${expected === undefined ? '' : `; expected ${expected}`}${at}`);
    this.op = op;
    this.path = path;
    this.inputs = inputs.map(({ shape, dtype }) => ({ shape, dtype }));
  }
}

/** Throws a {@link TensorError} unless `holds`. */
export function demand(
  holds: boolean,
  op: string,
  problem: string,
  inputs: readonly Aval[] = [],
  expected?: string,
): asserts holds {
  if (!holds) throw new TensorError(op, problem, inputs, expected);
}
