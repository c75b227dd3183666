import type { Equation, Program } from '../../tensor/program.ts';
import { type Builder, builder, lookup, transplant } from '../simplify/builder.ts';
import { sendsMessages } from '../simplify/facts.ts';
import { addLoads, type Load, loadOf, noLoad, scaleLoad } from './load.ts';

/** A program being rewritten, as rules see it. */
export interface Scene {
  /** Where rules emit; what they emit and do not use is dead and goes. */
  readonly into: Builder;
  /** How often a value is read, by equations that come later too; never too few. */
  readonly uses: (n: number) => number;
  /** The equations of the program before that read a value. */
  readonly readers: (n: number) => readonly Equation[];
  /** Whether a value is the same at every step of the loop whose body this is (so that `simplify` hoists it). */
  readonly isFixed: (n: number) => boolean;
  /**
   * Tries a replacement: kept if what it emits takes less than the root does, together with all that only the root
   * needs. A root that is not `real` is an equation that was not emitted, in whose place others are sought.
   */
  readonly attempt: (
    root: Equation,
    real: boolean,
    build: () => readonly number[] | undefined,
    /** Also kept if it takes just as much. */
    orEqual?: boolean,
  ) => readonly number[] | undefined;
  /** Whether what is built takes less than the equations that it would replace; nothing of it stays. */
  readonly wouldPay: (replaced: readonly Load[], build: () => readonly number[]) => boolean;
  /** What an equation takes, in this place. */
  readonly load: (equation: Equation) => Load;
}

/** What a rule is: the values that stand for the equation's outputs, or nothing. */
export type Rule = (scene: Scene, equation: Equation) => readonly number[] | undefined;

/** The loop that a program is the body of. */
export interface Around {
  readonly consts: number;
  readonly length: number;
}

/** How often each value is read, the program's outputs included; by which equations. */
export const readsOf = ({ inputs, equations, outputs }: Program) => {
  const readers: Equation[][] = inputs.map(() => []);
  for (const e of equations) {
    for (const n of e.inputs) readers[n]?.push(e);
    readers.push(...e.outputs.map(() => []));
  }
  const uses = readers.map((list) => list.length);
  for (const n of outputs) uses[n] = (uses[n] ?? 0) + 1;
  return { readers, uses };
};

/**
 * Goes through a program and puts in the place of each equation what the rule says. `inside` is what is done to the bodies
 * of an equation first.
 */
export const rewriteScene = (
  program: Program,
  around: Around | undefined,
  inside: (equation: Equation) => Equation,
  rule: Rule,
): Program => {
  const base = builder(program.inputs);
  const before = readsOf(program);
  const uses: number[] = [...before.uses.slice(0, program.inputs.length)];
  const readers: Equation[][] = before.readers.slice(0, program.inputs.length).map((list) => [...list]);
  const log: Equation[] = [];
  const fixed = new Map<number, boolean>();

  const read = (equation: Equation, by: number): void => {
    for (const n of equation.inputs) uses[n] = (uses[n] ?? 0) + by;
  };
  const record = (equation: Equation): void => {
    read(equation, 1);
    log.push(equation);
  };
  const into: Builder = {
    ...base,
    emit: (equation) => {
      record(equation);
      return base.emit(equation);
    },
    apply: (primitive, params, inputs, path) => {
      const n = base.apply(primitive, params, inputs, path);
      const made = base.definition(n);
      if (made !== undefined) record(made);
      return n;
    },
  };
  const isFixed = (n: number): boolean => {
    if (around === undefined) return false;
    const known = fixed.get(n);
    if (known !== undefined) return known;
    const maker = base.definition(n);
    const is = maker === undefined ? n < around.consts : !sendsMessages(maker) && maker.inputs.every(isFixed);
    fixed.set(n, is);
    return is;
  };
  /** What is the same at every step will be computed once. */
  const load = (equation: Equation): Load => {
    const full = loadOf(equation, equation.inputs.map(base.aval));
    const once = around !== undefined && around.length > 0 && equation.inputs.every(isFixed);
    return once ? scaleLoad(1 / around.length, full) : full;
  };
  const total = (equations: readonly Equation[]): Load => equations.map(load).reduce(addLoads, noLoad);

  /** The equations that nothing needs once the root is gone. */
  const freedBy = (root: Equation, kept: readonly number[]): readonly Equation[] => {
    const gone = new Map<number, number>();
    const freed: Equation[] = [];
    const pending = [...root.inputs];
    for (let n = pending.pop(); n !== undefined; n = pending.pop()) {
      const left = (uses[n] ?? 0) - (gone.get(n) ?? 0) - 1;
      gone.set(n, (gone.get(n) ?? 0) + 1);
      const maker = base.definition(n);
      if (left > 0 || maker === undefined || maker.outputs.length !== 1 || kept.includes(n)) continue;
      if (sendsMessages(maker)) continue;
      freed.push(maker);
      pending.push(...maker.inputs);
    }
    return freed;
  };
  /** Those of the equations emitted that the results need. */
  const liveOf = (results: readonly number[], emitted: readonly Equation[]): readonly Equation[] => {
    const live = new Set<Equation>();
    const own = new Set(emitted);
    const pending = [...results];
    for (let n = pending.pop(); n !== undefined; n = pending.pop()) {
      const maker = base.definition(n);
      if (maker === undefined || live.has(maker) || !own.has(maker)) continue;
      live.add(maker);
      pending.push(...maker.inputs);
    }
    return [...live];
  };

  const attempt: Scene['attempt'] = (root, real, build, orEqual = false) => {
    const mark = log.length;
    const results = build();
    const emitted = log.splice(mark);
    const live = results === undefined ? [] : liveOf(results, emitted);
    const alive = new Set(live);
    for (const e of emitted) if (!alive.has(e)) read(e, -1);
    const freed = real && results !== undefined ? freedBy(root, results) : [];
    const [after, now] = [total(live), addLoads(load(root), total(freed))];
    const lighter = after.weight < now.weight || (orEqual && after.weight === now.weight);
    if (results !== undefined && after.operations <= now.operations && lighter) {
      log.push(...live);
      if (real) for (const e of [root, ...freed]) read(e, -1);
      return results;
    }
    for (const e of live) read(e, -1);
    return undefined;
  };

  const wouldPay: Scene['wouldPay'] = (replaced, build) => {
    const mark = log.length;
    const live = liveOf(build(), log.slice(mark));
    for (const e of log.splice(mark)) read(e, -1);
    const [after, now] = [total(live), replaced.reduce(addLoads, noLoad)];
    return after.operations <= now.operations && after.weight < now.weight;
  };

  const scene: Scene = {
    into,
    load,
    wouldPay,
    uses: (n) => uses[n] ?? 0,
    readers: (n) => readers[n] ?? [],
    isFixed,
    attempt,
  };
  const renumber = transplant(
    program,
    base,
    program.inputs.map((_, i) => i),
    (given, _, old) => {
      const equation = inside(given);
      const results = rule(scene, equation) ?? base.emit(equation);
      results.forEach((n, i) => {
        uses[n] = (uses[n] ?? 0) + (before.uses[old + i] ?? 0);
        readers[n] = [...(readers[n] ?? []), ...(before.readers[old + i] ?? [])];
      });
      return results;
    },
  );
  return base.finish(program.outputs.map(renumber));
};

/** The only value that a rule gave. */
export const onlyOf = (results: readonly number[]): number => lookup(results, 0);
