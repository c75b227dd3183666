import type { Backend, PlannedMemory } from '../../tensor/backend.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import { avalsOf, bodyOf, type Program } from '../../tensor/program.ts';
import { peakBytesOf } from './memory.ts';
import { rowsOf, tallyOf } from './rules.ts';
import { nothing, plus, type Tally, times } from './tally.ts';

/** What a program costs to run once. */
export interface Cost {
  readonly total: Tally;
  /** The same by primitive, for those that occur. What has a body (`scan`) has applications only: the body's work is in theirs. */
  readonly byPrimitive: ReadonlyMap<Primitive, Tally>;
  /** How many messages were sent under each label (`messages` primitives mark rows as messages). */
  readonly messages: ReadonlyMap<string, number>;
  /** The most memory that is in use at once, estimated: values are kept from where they are made to where they are last read. */
  readonly peakBytes: number;
  /** The memory that the backend asked about has planned; nothing if none was, or if it plans none. */
  readonly planned: PlannedMemory | undefined;
  /** The size of the program: equations, the bodies of scans counted once whatever their length. */
  readonly equations: number;
}

/** What is asked besides. */
export interface CostOptions {
  readonly backend?: Pick<Backend, 'memory'>;
}

/**
 * Counts what a program costs without running it: by its shapes alone, exact and the same on every backend. The
 * body of a scan counts as often as it runs.
 *
 * @param options.backend whose plan of memory is asked for: of this program as it is (`compile` simplifies first)
 * @example
 * ```ts
 * import { costOf, messages, programOf, relu, zeros } from 'thwc';
 * const cost = costOf(programOf((x: Tensor<[90, 8]>) => messages(relu(x), 'spatial'), zeros([90, 8])));
 * console.log(cost.messages.get('spatial')); // 90
 * console.log(cost.total.operations); // 720
 * ```
 */
export const costOf = (program: Program, options: CostOptions = {}): Cost => {
  const { byPrimitive, messages } = countsOf(program);
  return {
    total: [...byPrimitive.values()].reduce(plus, nothing),
    byPrimitive,
    messages,
    peakBytes: peakBytesOf(program),
    planned: options.backend?.memory?.(program),
    equations: equationsOf(program),
  };
};

/** The number of equations of a program, bodies of scans included (once). */
export const equationsOf = (program: Program): number =>
  program.equations.reduce((n, equation) => {
    const inside = bodyOf(equation);
    return n + 1 + (inside === undefined ? 0 : equationsOf(inside.body));
  }, 0);

interface Counts {
  readonly byPrimitive: ReadonlyMap<Primitive, Tally>;
  readonly messages: ReadonlyMap<string, number>;
}

const countsOf = (program: Program): Counts => {
  const avals = avalsOf(program);
  const byPrimitive = new Map<Primitive, Tally>();
  const messages = new Map<string, number>();
  const count = (primitive: Primitive, tally: Tally): void => {
    byPrimitive.set(primitive, plus(byPrimitive.get(primitive) ?? nothing, tally));
  };
  const send = (label: string, n: number): void => {
    messages.set(label, (messages.get(label) ?? 0) + n);
  };
  for (const equation of program.equations) {
    count(
      equation.primitive,
      tallyOf(
        equation,
        equation.inputs.flatMap((n) => avals[n] ?? []),
      ),
    );
    if (equation.primitive === 'messages') {
      for (const x of equation.outputs) send(equation.params.label, rowsOf(x));
    }
    const inside = bodyOf(equation);
    if (inside !== undefined) {
      const inner = countsOf(inside.body);
      for (const [primitive, tally] of inner.byPrimitive) count(primitive, times(inside.times, tally));
      for (const [label, n] of inner.messages) send(label, inside.times * n);
    }
  }
  return { byPrimitive, messages };
};
