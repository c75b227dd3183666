import { mapBody, type Program } from '../../tensor/program.ts';
import {
  applyIdentities,
  eliminateDead,
  hoistInvariants,
  openCustom,
  shareCommon,
  simplify,
  straightenLoops,
} from '../simplify/index.ts';
import { addNothing } from './add-nothing.ts';
import { addPieces } from './add-pieces.ts';
import { sharedIndices, unreadPadding } from './indexing.ts';
import { loadOfProgram } from './load.ts';
import type { Aim } from './loop-plan.ts';
import { splitLoop } from './loop-split.ts';
import { cheaperDot } from './rules.ts';
import { scatterOfDot } from './scatter-of-dot.ts';
import { type Around, type Rule, rewriteScene } from './scene.ts';
import { sinkMovement } from './sink.ts';
import { sliceOfDot } from './slice-of-dot.ts';
import { cheaperSum } from './summing.ts';

/** Limits of {@link optimise}. */
export interface OptimiseOptions {
  /** The most memory, in bytes, that the values which one loop stacks in addition may take. Default: 256 MiB. */
  readonly memoryBytes?: number;
}

const rules: readonly Rule[] = [
  sharedIndices,
  unreadPadding,
  addNothing,
  addPieces,
  cheaperDot,
  cheaperSum,
  scatterOfDot,
  sliceOfDot,
];

/** The passes of `simplify`, once. */
const tidy = (program: Program): Program =>
  [
    openCustom,
    eliminateDead,
    applyIdentities,
    straightenLoops,
    hoistInvariants,
    shareCommon,
    eliminateDead,
  ].reduce((current, pass) => pass(current), program);

/** A program, and how often rules were applied on the way to it. */
interface Rewritten {
  readonly program: Program;
  readonly count: number;
}

/** Applies the first rule that fits to every equation, those in bodies first. */
const applyRules = (start: Program, given: readonly Rule[]): Rewritten => {
  let count = 0;
  const go = (program: Program, around?: Around): Program =>
    rewriteScene(
      program,
      around,
      (equation) =>
        mapBody(equation, (body) => go(body, equation.primitive === 'scan' ? equation.params : undefined)),
      (scene, equation) => {
        for (const rule of given) {
          const found = rule(scene, equation);
          if (found !== undefined) {
            count++;
            return found;
          }
        }
        return undefined;
      },
    );
  return { program: go(start), count };
};

/**
 * The most rounds. Two are enough to see through what was handed from loop to loop before more is sought; after that
 * every rewrite lowers the cost, so that twenty are never needed, but a bug must not hang.
 */
const mostRounds: { readonly [A in Aim]: number } = { movement: 2, all: 20 };

/** Rounds of rewriting, until nothing more is found. */
const settle = (start: Program, aim: Aim, memoryBytes: number): Program => {
  let current = start;
  let load = loadOfProgram(current);
  for (let i = 0; i < mostRounds[aim]; i++) {
    const split = applyRules(current, [(scene, e) => splitLoop(scene, e, aim, memoryBytes)]);
    const apart = split.count === 0 ? current : eliminateDead(split.program);
    const rewritten = applyRules(eliminateDead(sinkMovement(apart)), rules);
    if (split.count + rewritten.count === 0) return current;
    const next = tidy(rewritten.program);
    const nextLoad = loadOfProgram(next);
    // A rule inside of a loop sees a copy of what it hopes to free; where others read the original, it stays.
    if (nextLoad.operations > load.operations || nextLoad.weight > load.weight) return current;
    current = next;
    load = nextLoad;
  }
  return current;
};

/**
 * A program with the same results, up to rounding, that takes less: fewer operations, fewer bytes moved.
 *
 * Products are computed before their rows are gathered or repeated and after rows are added up, parts of them that do
 * not change outside of loops, and for all steps of a loop at once where no step needs another's. Rewrites are general
 * (none knows a model) and taken only where the cost model says that they pay; work never grows. What reads ∞ or NaN
 * may read another of them; what was finite stays finite, but for overflow. Messages are counted as before.
 *
 * Call it on what {@link simplify} gives.
 *
 * @example
 * ```ts
 * import { costOf, matmul, optimise, programOf, simplify, take, tensor, zeros } from 'thwc';
 * const rows = tensor([0, 1, 1, 0, 1, 0], 'i32'); // six rows of two
 * const program = simplify(programOf((x: Tensor<[2, 8]>, w: Tensor<[8, 8]>) => matmul(take(x, rows, 0), w), zeros([2, 8]), zeros([8, 8])));
 * console.log(costOf(program).total.operations); // 768
 * console.log(costOf(optimise(program)).total.operations); // 256
 * ```
 */
export const optimise = (program: Program, { memoryBytes = 2 ** 28 }: OptimiseOptions = {}): Program => {
  // Moved data first: what is then seen through decides what is worth stacking.
  const looked = settle(tidy(program), 'movement', memoryBytes);
  return simplify(settle(looked, 'all', memoryBytes));
};
