import type { Aval } from '../../tensor/aval.ts';
import { avalsOf, type Equation } from '../../tensor/program.ts';
import { sendsMessages } from '../simplify/facts.ts';

/** An equation of a body, with the numbers of its outputs. */
export interface Node {
  readonly equation: Equation;
  readonly outputs: readonly number[];
}

/** Who needs whom in the body of a loop. */
export interface LoopGraph {
  readonly scan: Equation<'scan'>;
  readonly nodes: readonly Node[];
  readonly avals: readonly Aval[];
  readonly maker: (n: number) => Node | undefined;
  readonly readers: (n: number) => readonly Node[];
  readonly role: (n: number) => 'const' | 'carry' | 'x' | 'made';
  /** The same at every step. */
  readonly isFixed: (n: number) => boolean;
  /** Whether a value depends on what is carried. */
  readonly isCarried: (n: number) => boolean;
  readonly carryOutputs: readonly number[];
  readonly ys: readonly number[];
}

/** Reads a loop's body once: makers, readers, and what depends on what. */
export const graphOf = (scan: Equation<'scan'>): LoopGraph => {
  const { body, consts, carries } = scan.params;
  const avals = avalsOf(body);
  const makers = new Map<number, Node>();
  const readers = new Map<number, Node[]>();
  const fixed = new Set(body.inputs.flatMap((_, n) => (n < consts ? [n] : [])));
  const carried = new Set(body.inputs.flatMap((_, n) => (n >= consts && n < consts + carries ? [n] : [])));
  let next = body.inputs.length;
  const nodes = body.equations.map((equation): Node => {
    const node = { equation, outputs: equation.outputs.map(() => next++) };
    const mute = !sendsMessages(equation);
    for (const n of node.outputs) {
      makers.set(n, node);
      if (mute && equation.inputs.every((i) => fixed.has(i))) fixed.add(n);
      if (equation.inputs.some((i) => carried.has(i))) carried.add(n);
    }
    for (const n of new Set(equation.inputs)) readers.set(n, [...(readers.get(n) ?? []), node]);
    return node;
  });
  return {
    scan,
    nodes,
    avals,
    maker: (n) => makers.get(n),
    readers: (n) => readers.get(n) ?? [],
    role: (n) => {
      if (n >= body.inputs.length) return 'made';
      if (n < consts) return 'const';
      return n < consts + carries ? 'carry' : 'x';
    },
    isFixed: (n) => fixed.has(n),
    isCarried: (n) => carried.has(n),
    carryOutputs: body.outputs.slice(0, carries),
    ys: body.outputs.slice(carries),
  };
};
