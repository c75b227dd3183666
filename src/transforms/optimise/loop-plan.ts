import type { Primitive } from '../../tensor/primitives.ts';
import { bytesOf } from '../cost/bytes.ts';
import { gainsByBatching } from './gains.ts';
import type { LoopGraph, Node } from './loop-graph.ts';

/** What is taken out of a loop. */
export interface LoopPlan {
  /** Computed for all steps before the loop. */
  readonly early: ReadonlySet<Node>;
  /** Computed for all steps after the loop. */
  readonly late: ReadonlySet<Node>;
  /** Carries that only add up: by their place, what is added at each step. */
  readonly sums: ReadonlyMap<number, number>;
}

/** What only moves elements about, or adds two: a sum over steps goes through it. */
const summedThrough: ReadonlySet<Primitive> = new Set<Primitive>(['dot', 'concat', 'transpose']);

const movement: ReadonlySet<Primitive> = new Set<Primitive>([
  'gather',
  'broadcast',
  'concat',
  'transpose',
  'reshape',
]);

/** What is looked for: results that are only moved data, or products and sums as well. */
export type Aim = 'movement' | 'all';

/** Finds what gains outside of the loop. */
export const planLoop = (graph: LoopGraph, aim: Aim): LoopPlan => {
  const early = aim === 'all' ? earlyOf(graph) : new Set<Node>();
  const isEarly = (n: number): boolean => {
    const maker = graph.maker(n);
    return maker !== undefined && early.has(maker);
  };
  /** What is there after the loop without being stacked by it. */
  const isThere = (n: number): boolean =>
    graph.role(n) === 'const' || graph.role(n) === 'x' || graph.isFixed(n) || isEarly(n);

  const candidates = aim === 'all' ? addedUp(graph) : new Map<number, number>();
  const late = new Set<Node>();
  const sums = new Map<number, number>();
  const stacked = new Set(graph.ys);
  // First the sums of products, then the sums of what is stacked anyway.
  for (const [i, f] of candidates) {
    const group = grow(graph, f, summedThrough, (reader) => reader.adder === i);
    if (![...group].some(({ equation }) => equation.primitive === 'dot')) continue;
    const needs = [...new Set(frontier(graph, group))].filter((n) => !isThere(n) && !stacked.has(n));
    if (bytes(graph, needs) > 2 * bytes(graph, [f])) continue;
    sums.set(i, f);
    for (const node of group) late.add(node);
    for (const n of needs) stacked.add(n);
  }
  for (const [i, f] of candidates) {
    if (!sums.has(i) && (graph.role(f) === 'x' || isEarly(f) || stacked.has(f))) sums.set(i, f);
  }

  const carried = reachesCarry(graph, sums);
  const isLate = ({ outputs }: Node): boolean => outputs.every((n) => !carried.has(n));
  // A product that no carry needs, and all that is made of it.
  const taken = new Set<number>();
  const adders = new Set(graph.carryOutputs.filter((_, i) => sums.has(i)));
  for (const node of graph.nodes) {
    if (node.outputs.some((n) => adders.has(n))) continue;
    const { equation, outputs } = node;
    const varies = equation.inputs.map((n) => !graph.isFixed(n));
    const follows = equation.inputs.some((n) => taken.has(n));
    const gains = aim === 'all' && varies.includes(true) && gainsByBatching(equation, varies);
    const leads = gains && !early.has(node) && isLate(node);
    if (!follows && !leads) continue;
    if (!early.has(node)) late.add(node);
    for (const n of outputs) taken.add(n);
  }
  // Results that are larger than what they are moved together from.
  for (const y of new Set(graph.ys)) {
    const maker = graph.maker(y);
    if (maker === undefined || late.has(maker) || early.has(maker) || graph.isFixed(y)) continue;
    if (graph.readers(y).some((reader) => !late.has(reader)) || !isLate(maker)) continue;
    const group = grow(graph, y, movement, (reader) => reader.node !== undefined && late.has(reader.node));
    const needs = [...new Set(frontier(graph, group))].filter((n) => !isThere(n) && !stacked.has(n));
    if (group.size === 0 || bytes(graph, needs) >= bytes(graph, [y])) continue;
    for (const node of group) late.add(node);
  }
  return { early, late, sums };
};

const bytes = ({ avals }: LoopGraph, values: readonly number[]): number =>
  values.reduce((n, value) => n + bytesOf(avals[value] ?? { shape: [0], dtype: 'f32' }), 0);

/** Products of what no carry changes, and what they are made of. */
const earlyOf = (graph: LoopGraph): ReadonlySet<Node> => {
  const early = new Set<Node>();
  const take = (node: Node): void => {
    if (early.has(node)) return;
    early.add(node);
    for (const n of node.equation.inputs) {
      const maker = graph.maker(n);
      if (maker !== undefined && !graph.isFixed(n)) take(maker);
    }
  };
  for (const node of graph.nodes) {
    const { equation } = node;
    const varies = equation.inputs.map((n) => !graph.isFixed(n));
    if (equation.inputs.some(graph.isCarried) || !varies.includes(true)) continue;
    if (gainsByBatching(equation, varies)) take(node);
  }
  return early;
};

/** Carries that only add something up: their places, and what is added. */
const addedUp = (graph: LoopGraph): ReadonlyMap<number, number> => {
  const { consts } = graph.scan.params;
  const found = new Map<number, number>();
  graph.carryOutputs.forEach((n, i) => {
    const maker = graph.maker(n);
    const carry = consts + i;
    if (maker?.equation.primitive !== 'binary' || maker.equation.params.op !== 'add') return;
    if (graph.avals[n]?.dtype !== 'f32') return;
    const { inputs } = maker.equation;
    const added = inputs.filter((input) => input !== carry);
    const [f] = added;
    const outputs = [...graph.carryOutputs, ...graph.ys];
    const once = (value: number, times: number) => outputs.filter((o) => o === value).length === times;
    const alone =
      graph.readers(carry).length === 1 && graph.readers(n).length === 0 && once(n, 1) && once(carry, 0);
    if (added.length === 1 && f !== undefined && alone && !graph.isFixed(f)) found.set(i, f);
  });
  return found;
};

/** Who reads a value: an equation, or the sum that it is added to. */
interface Reader {
  readonly node?: Node;
  readonly adder?: number;
}

/** The equations that make a value, as far back as they are of these primitives and read only in between. */
const grow = (
  graph: LoopGraph,
  from: number,
  through: ReadonlySet<Primitive>,
  mayRead: (reader: Reader) => boolean,
): ReadonlySet<Node> => {
  const group = new Set<Node>();
  const adderOf = (node: Node): number | undefined => {
    const i = graph.carryOutputs.findIndex((n) => node.outputs.includes(n));
    return i < 0 || node.equation.primitive !== 'binary' ? undefined : i;
  };
  const visit = (n: number): void => {
    const maker = graph.maker(n);
    if (maker === undefined || group.has(maker) || !through.has(maker.equation.primitive)) return;
    if (graph.isFixed(n) || graph.carryOutputs.includes(n)) return;
    if (n !== from && graph.ys.includes(n)) return;
    const closed = graph.readers(n).every((node) => {
      const adder = adderOf(node);
      return group.has(node) || mayRead(adder === undefined ? { node } : { node, adder });
    });
    if (!closed) return;
    group.add(maker);
    // A product is where it ends: what its operands are made of stays in the loop.
    if (maker.equation.primitive !== 'dot') for (const input of maker.equation.inputs) visit(input);
  };
  visit(from);
  return group;
};

/** What a group reads that it does not make. */
const frontier = (graph: LoopGraph, group: ReadonlySet<Node>): readonly number[] =>
  [...group].flatMap(({ equation }) =>
    equation.inputs.filter((n) => {
      const maker = graph.maker(n);
      return maker === undefined || !group.has(maker);
    }),
  );

/** All that the next step needs, sums aside. */
const reachesCarry = (graph: LoopGraph, sums: ReadonlyMap<number, number>): ReadonlySet<number> => {
  const needed = new Set(graph.carryOutputs.filter((_, i) => !sums.has(i)));
  for (const { equation, outputs } of graph.nodes.toReversed()) {
    if (outputs.some((n) => needed.has(n))) for (const n of equation.inputs) needed.add(n);
  }
  return needed;
};
