/**
 * Where a NaN or an infinity comes from: a program is run equation by equation, and what each makes is looked at.
 */
import { showAval, sizeOf } from '../../tensor/aval.ts';
import type { Params, Primitive } from '../../tensor/primitives.ts';
import { bodyOf, type Equation, type Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { makeValue } from '../../tensor/values.ts';
import { showParams } from '../print/show.ts';
import { countNonFinite, type Found, hasInfinity, hasNaN, rangeOf, worstOf } from './numbers-of.ts';

/** Runs a program at once, such as the reference backend's `evaluateProgram`. */
export type Run = (program: Program, inputs: readonly AnyValue[]) => readonly AnyValue[];

/** The op that first made a number that is not finite. */
export interface NonFinite {
  readonly kind: Found;
  /** The primitive, or `input` where it was handed in. */
  readonly primitive: Primitive;
  /** The layers around the op, outermost first. */
  readonly path: readonly string[];
  /** Whether it was computed for a gradient. */
  readonly direction: 'forward' | 'backward';
  /** The step of each scan around it, outermost first. */
  readonly steps: readonly number[];
  /** What made the infinity that became this NaN. */
  readonly origin: NonFinite | undefined;
  /** All of this in one line. */
  readonly message: string;
}

interface Known {
  readonly value: AnyValue;
  /** What first made an infinity that is in it, or that it was decided by. */
  readonly origin: NonFinite | undefined;
  /** Whether it follows from constants alone. A NaN that was written down is no mistake until something lets it out. */
  readonly isFixed: boolean;
}

const plural = (n: number, total: number): string => `${n} of ${total} element${total === 1 ? '' : 's'}`;

const report = (
  kind: Found,
  equation: Equation,
  steps: readonly number[],
  inputs: readonly AnyValue[],
  outputs: readonly AnyValue[],
  origin: NonFinite | undefined,
): NonFinite => {
  const { primitive, path } = equation;
  const direction = path.includes('backward') ? 'backward' : 'forward';
  const params = bodyOf(equation) === undefined ? showParams(equation) : '';
  const count = outputs.reduce((n, x) => n + countNonFinite(x), 0);
  const total = outputs.reduce((n, { shape }) => n + sizeOf(shape), 0);
  const parts = [
    `${kind} made by ${primitive}${params === '' ? '' : ` { ${params} }`}`,
    ` (${path.length === 0 ? direction : path.join(' / ')}${steps.length === 0 ? '' : `, step ${steps.join(', ')}`})`,
    `: ${plural(count, total)}`,
    inputs.length === 0 ? '' : `, from ${inputs.map((x) => `${showAval(x)} ${rangeOf(x)}`).join(' and ')}`,
    origin === undefined ? '' : `. Before it: ${origin.message}`,
  ];
  return { kind, primitive, path, direction, steps, origin, message: parts.join('') };
};

/** Runs one equation alone. */
const runAlone = (equation: Equation, inputs: readonly AnyValue[], run: Run): readonly AnyValue[] =>
  run(
    {
      inputs: inputs.map(({ shape, dtype }) => ({ shape, dtype })),
      equations: [{ ...equation, inputs: inputs.map((_, i) => i) }],
      outputs: equation.outputs.map((_, i) => inputs.length + i),
    },
    inputs,
  );

const slice = ({ shape, dtype, data }: AnyValue, t: number): AnyValue => {
  const size = sizeOf(shape.slice(1));
  return makeValue(shape.slice(1), dtype, data.slice(t * size, (t + 1) * size));
};

/** Goes through the steps of a scan until one makes what is looked for. */
const inScan = (
  { body, length, consts, carries, reverse }: Params['scan'],
  inputs: readonly Known[],
  steps: readonly number[],
  run: Run,
  looking: Found,
): NonFinite | undefined => {
  let known = inputs.slice(0, consts + carries);
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const xs = inputs.slice(consts + carries).map((x) => ({ ...x, value: slice(x.value, t) }));
    const { found, outputs } = walk(body, [...known, ...xs], [...steps, t], run, looking);
    if (found !== undefined) return found;
    known = [...known.slice(0, consts), ...outputs.slice(0, carries)];
  }
  return undefined;
};

const has = { NaN: hasNaN, Infinity: hasInfinity } as const;

/** The first NaN (or infinity) that a program makes of numbers that are none. */
const walk = (
  program: Program,
  inputs: readonly Known[],
  steps: readonly number[],
  run: Run,
  looking: Found,
): { readonly found: NonFinite | undefined; readonly outputs: readonly Known[] } => {
  const known: Known[] = [...inputs];
  const at = (n: number): Known => {
    const x = known[n];
    if (x === undefined) throw new RangeError(`findNaN: value ${n} does not exist`);
    return x;
  };
  for (const equation of program.equations) {
    const args = equation.inputs.map(at);
    const values = args.map(({ value }) => value);
    const made = runAlone(equation, values, run);
    const inherited = args.find(({ origin }) => origin !== undefined)?.origin;
    const isFixed = args.every((x) => x.isFixed);
    const first = (kind: Found): NonFinite | undefined =>
      !isFixed && made.some(has[kind]) && !args.some((x) => !x.isFixed && has[kind](x.value))
        ? (descend(equation, args, steps, run, kind) ??
          report(kind, equation, steps, values, made, inherited))
        : undefined;
    const found = first(looking);
    if (found !== undefined) return { found, outputs: [] };
    const origin = inherited ?? first('Infinity');
    known.push(
      ...made.map((value) => {
        const tells = hasInfinity(value) || value.dtype !== 'f32';
        return { value, origin: tells ? origin : undefined, isFixed };
      }),
    );
  }
  return { found: undefined, outputs: program.outputs.map(at) };
};

const descend = (
  equation: Equation,
  args: readonly Known[],
  steps: readonly number[],
  run: Run,
  looking: Found,
): NonFinite | undefined => {
  if (equation.primitive === 'scan') return inScan(equation.params, args, steps, run, looking);
  const inside = bodyOf(equation);
  return inside === undefined ? undefined : walk(inside.body, args, steps, run, looking).found;
};

/**
 * The op of a program that first made a NaN of numbers that are none; if there is no NaN, the one that made an infinity
 * which reaches a result; nothing if all results are finite. `names` says what the inputs are called.
 */
export const findNonFinite = (
  program: Program,
  inputs: readonly AnyValue[],
  names: readonly string[],
  run: Run,
): NonFinite | undefined => {
  const given = inputs.findIndex((x) => worstOf([x]) !== undefined);
  const bad = inputs[given];
  if (bad !== undefined) {
    const kind = worstOf([bad]) ?? 'NaN';
    const size = sizeOf(bad.shape);
    const message = `${kind} handed in as ${names[given] ?? `input ${given}`}: ${plural(countNonFinite(bad), size)} of ${showAval(bad)}`;
    return {
      kind,
      primitive: 'input',
      path: [],
      direction: 'forward',
      steps: [],
      origin: undefined,
      message,
    };
  }
  const { found, outputs } = walk(
    program,
    inputs.map((value) => ({ value, origin: undefined, isFixed: false })),
    [],
    run,
    'NaN',
  );
  return found ?? outputs.find(({ value, origin }) => origin !== undefined && hasInfinity(value))?.origin;
};
