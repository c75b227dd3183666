import { aval } from '../../tensor/aval.ts';
import type { Equation } from '../../tensor/program.ts';
import { bytesOf } from '../cost/bytes.ts';
import { costOf } from '../cost/cost.ts';
import { builder, lookup, transplant } from '../simplify/builder.ts';
import { sendsMessages } from '../simplify/facts.ts';
import { batchedProgram } from './batched.ts';
import { graphOf, type LoopGraph, type Node } from './loop-graph.ts';
import { type Aim, type LoopPlan, planLoop } from './loop-plan.ts';
import type { Scene } from './scene.ts';
import { sumAt } from './summing.ts';

/**
 * Takes out of a loop what need not be done step by step (loop fission: Allen and Kennedy, 2001, §2.3 and §5):
 *
 * - products of what no carry changes are made for all steps at once before the loop;
 * - products that no carry needs are made for all steps at once after the loop, and so is data that is only moved;
 * - a carry that only adds up is no carry: what is added is stacked, and summed after the loop.
 *
 * ```text
 * scan(w, h, xs) { h' = tanh(h + x · w); y = h · w }
 *   ⟶  us = xs · w;  scan(h, us) { h' = tanh(h + u); y = h };  ys · w
 * ```
 *
 * Only if it takes no more work, and no more memory than `memoryBytes` for what is stacked.
 */
export const splitLoop = (
  scene: Scene,
  equation: Equation,
  aim: Aim,
  memoryBytes: number,
): readonly number[] | undefined => {
  if (equation.primitive !== 'scan' || equation.params.length < 2) return undefined;
  const graph = graphOf(equation);
  const plan = planLoop(graph, aim);
  if (plan.early.size + plan.late.size + plan.sums.size === 0) return undefined;
  const none: LoopPlan = { early: new Set(), late: new Set(), sums: new Map() };
  const { early, late, sums } = plan;
  const tries: readonly LoopPlan[] = [plan, { ...none, late, sums }, { ...none, early }];
  for (const tried of tries) {
    const split = stagesOf(graph, tried);
    if (split.stackedBytes > memoryBytes) continue;
    const found = scene.attempt(equation, true, () => emitSplit(scene, graph, tried, split), true);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** Where each value that crosses from one stage to another goes. */
interface Stages {
  /** Made early, read in the loop. */
  readonly handedIn: readonly number[];
  /** Made in the loop, read late or given as it is. */
  readonly handedOut: readonly number[];
  readonly stackedBytes: number;
}

const stagesOf = (graph: LoopGraph, { early, late, sums }: LoopPlan): Stages => {
  const makerIn = (set: ReadonlySet<Node>, n: number): boolean => {
    const maker = graph.maker(n);
    return maker !== undefined && set.has(maker);
  };
  const summed = new Set(graph.carryOutputs.filter((_, i) => sums.has(i)));
  const inLoop = graph.nodes.filter(
    (node) => !early.has(node) && !late.has(node) && !node.outputs.some((n) => summed.has(n)),
  );
  const carryOutputs = graph.carryOutputs.filter((_, i) => !sums.has(i));
  const readInLoop = new Set([...inLoop.flatMap((node) => node.equation.inputs), ...carryOutputs]);
  const handedIn = [...readInLoop].filter((n) => makerIn(early, n));
  const readLate = [...[...late].flatMap((node) => node.equation.inputs), ...sums.values(), ...graph.ys];
  const handedOut = [...new Set(readLate)].filter((n) => {
    if (graph.role(n) === 'const' || graph.role(n) === 'x' || graph.isFixed(n)) return false;
    return !makerIn(early, n) && !makerIn(late, n);
  });
  const size = (n: number): number => bytesOf(graph.avals[n] ?? aval([0], 'f32'));
  const already = new Set(graph.ys);
  const made = [...early].flatMap((node) => node.outputs);
  const fresh = [...made, ...handedOut.filter((n) => !already.has(n))];
  const { length } = graph.scan.params;
  return { handedIn, handedOut, stackedBytes: length * fresh.reduce((n, value) => n + size(value), 0) };
};

/** A value outside of the loop: one for all steps, or all of them stacked. */
interface Outside {
  readonly n: number;
  readonly stacked: boolean;
}

const emitSplit = (
  scene: Scene,
  graph: LoopGraph,
  { early, late, sums }: LoopPlan,
  { handedIn, handedOut }: Stages,
): readonly number[] | undefined => {
  const { into } = scene;
  const { params, inputs, path } = graph.scan;
  const { body, consts, carries, length } = params;
  const outside = new Map<number, Outside>();
  inputs.forEach((n, i) => {
    if (graph.role(i) !== 'carry') outside.set(i, { n, stacked: graph.role(i) === 'x' });
  });
  if (!emitStage(scene, graph, early, outside, [])) return undefined;

  // The loop that is left.
  const isGone = (i: number): boolean => sums.has(i - consts) && graph.role(i) === 'carry';
  const kept = body.inputs.flatMap((_, i) => (isGone(i) ? [] : [i]));
  const inner = builder([...kept, ...handedIn].map((n) => graph.avals[n] ?? aval([0], 'f32')));
  const numbers = new Map([...kept, ...handedIn].map((n, i) => [n, i]));
  const summed = new Set(graph.carryOutputs.filter((_, i) => sums.has(i)));
  for (const node of graph.nodes) {
    if (early.has(node) || late.has(node) || node.outputs.some((n) => summed.has(n))) continue;
    const args = node.equation.inputs.map((n) => numbers.get(n) ?? -1);
    const made = inner.emit({ ...node.equation, inputs: args });
    for (const [i, n] of node.outputs.entries()) numbers.set(n, lookup(made, i));
  }
  const carriedOn = graph.carryOutputs.filter((_, i) => !sums.has(i));
  const results = [...carriedOn, ...handedOut].map((n) => numbers.get(n) ?? -1);
  const left = into.emit({
    ...graph.scan,
    params: { ...params, body: inner.finish(results), carries: carries - sums.size },
    inputs: [...inputs.filter((_, i) => !isGone(i)), ...handedIn.map((n) => outside.get(n)?.n ?? -1)],
    outputs: results.map((n, i) => {
      const { shape, dtype } = inner.aval(n);
      return i < carriedOn.length ? { shape, dtype } : aval([length, ...shape], dtype);
    }),
  });
  for (const [i, n] of handedOut.entries())
    outside.set(n, { n: lookup(left, carriedOn.length + i), stacked: true });
  const wanted = [...new Set([...graph.ys, ...sums.values()])];
  if (!emitStage(scene, graph, late, outside, wanted)) return undefined;

  const stack = (n: number): number => {
    const found = outside.get(n);
    if (found === undefined) throw new RangeError(`optimise: %${n} is not there after the loop`);
    if (found.stacked) return found.n;
    const { shape } = into.aval(found.n);
    const axes = shape.map((_, i) => i + 1);
    return into.apply('broadcast', { shape: [length, ...shape], axes }, [found.n], path);
  };
  let carried = 0;
  return graph.scan.outputs.map((_, i) => {
    if (i >= carries) return stack(graph.ys[i - carries] ?? -1);
    const f = sums.get(i);
    if (f === undefined) return lookup(left, carried++);
    const sum = sumAt(scene, path)(stack(f), [0]);
    return into.apply('binary', { op: 'add' }, [inputs[consts + i] ?? -1, sum], path);
  });
};

/** Makes equations for all steps at once. False if their messages would be counted otherwise. */
const emitStage = (
  scene: Scene,
  graph: LoopGraph,
  stage: ReadonlySet<Node>,
  outside: Map<number, Outside>,
  wanted: readonly number[],
): boolean => {
  // What never changes is made again where it is needed.
  const nodes = new Set(stage);
  const need = (n: number): void => {
    const maker = graph.maker(n);
    if (maker === undefined || outside.has(n) || nodes.has(maker)) return;
    nodes.add(maker);
    for (const input of maker.equation.inputs) need(input);
  };
  for (const node of stage) for (const n of node.equation.inputs) need(n);
  for (const n of wanted) need(n);
  if (nodes.size === 0) return true;

  const listed = graph.nodes.filter((node) => nodes.has(node));
  const own = new Set(listed.flatMap((node) => node.outputs));
  const given = [...new Set(listed.flatMap((node) => node.equation.inputs))].filter((n) => !own.has(n));
  const part = builder(given.map((n) => graph.avals[n] ?? aval([0], 'f32')));
  const numbers = new Map(given.map((n, i) => [n, i]));
  for (const { equation, outputs } of listed) {
    const made = part.emit({ ...equation, inputs: equation.inputs.map((n) => numbers.get(n) ?? -1) });
    for (const [i, n] of outputs.entries()) numbers.set(n, lookup(made, i));
  }
  const results = [...own].filter((n) => !graph.isFixed(n) || wanted.includes(n));
  const program = part.finish(results.map((n) => numbers.get(n) ?? -1));
  const sources = given.map((n) => outside.get(n));
  const { length } = graph.scan.params;
  const batched = batchedProgram(
    program,
    sources.map((source) => source?.stacked === true),
    length,
  );
  if (listed.some(({ equation }) => sendsMessages(equation))) {
    const [one, all] = [costOf(program).messages, costOf(batched).messages];
    if ([...one].some(([label, n]) => all.get(label) !== length * n)) return false;
  }
  const renumber = transplant(
    batched,
    scene.into,
    sources.map((source) => source?.n ?? -1),
  );
  for (const [i, n] of results.entries())
    outside.set(n, { n: renumber(batched.outputs[i] ?? -1), stacked: true });
  return true;
};
