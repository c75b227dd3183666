import * as E from 'fp-ts/lib/Either.js';
import type { Program } from '../../tensor/program.ts';
import { eliminateDead } from './dead.ts';
import { constantBytesOf } from './facts.ts';
import { type Evaluate, type FoldLimits, foldConstants } from './fold.ts';
import { hoistInvariants } from './hoist.ts';
import { keys } from './keys.ts';
import { straightenLoops } from './loop.ts';
import { openCustom } from './open.ts';
import { applyIdentities } from './peephole.ts';
import { shareCommon } from './share.ts';
import { verifyProgram } from './verify.ts';

export interface SimplifyOptions {
  /** Runs constant parts of the program ahead; without it nothing is folded. */
  readonly evaluate?: Evaluate;
  /** Limits of folding, for the whole of `simplify`. */
  readonly limits?: FoldLimits;
  /** Checks the program after every pass; for debugging passes. */
  readonly verify?: boolean;
}

type Pass = readonly [name: string, run: (program: Program) => Program];

/** Every pass makes the program smaller or simpler, so this many rounds are never needed; a bug must not hang. */
const mostRounds = 50;

/**
 * An equivalent program with less in it: dead code out, common parts shared, constants folded (given `evaluate`),
 * invariants out of loops, identities applied, until nothing changes. Every result is the same bit for bit (up to
 * the payload of NaNs), and messages that reach a result are counted as before.
 *
 * @example
 * ```ts
 * import { add, mul, programOf, simplify, zeros } from 'thwc';
 * import { evaluateProgram } from 'thwc/backends/reference';
 * const program = programOf((x: Tensor<[2]>) => add(mul(x, x), mul(x, x)), zeros([2]));
 * const smaller = simplify(program, { evaluate: evaluateProgram });
 * console.log([program.equations.length, smaller.equations.length]); // [3, 2]
 * ```
 */
export const simplify = (program: Program, options: SimplifyOptions = {}): Program => {
  const passes = passesOf(program, options);
  const { program: keyOf } = keys();
  let current = program;
  let key = keyOf(current);
  for (let round = 0; round < mostRounds; round++) {
    for (const pass of passes) current = runPass(pass, current, options.verify === true);
    const next = keyOf(current);
    if (next === key) break;
    key = next;
  }
  return current;
};

const passesOf = (original: Program, { evaluate, limits = {} }: SimplifyOptions): readonly Pass[] => {
  const ceiling = constantBytesOf(original) + (limits.addedBytes ?? 65_536);
  const fold: readonly Pass[] =
    evaluate === undefined
      ? []
      : [
          [
            'foldConstants',
            (program) =>
              foldConstants(program, evaluate, {
                ...limits,
                addedBytes: Math.max(0, ceiling - constantBytesOf(program)),
              }),
          ],
        ];
  return [
    ['openCustom', openCustom],
    ['eliminateDead', eliminateDead],
    ['applyIdentities', applyIdentities],
    ['straightenLoops', straightenLoops],
    ['hoistInvariants', hoistInvariants],
    ...fold,
    ['shareCommon', shareCommon],
    ['eliminateDead', eliminateDead],
  ];
};

const runPass = ([name, run]: Pass, before: Program, verify: boolean): Program => {
  const after = run(before);
  if (verify) {
    const checked = verifyProgram(after);
    if (E.isLeft(checked)) throw new Error(`simplify: after ${name}: ${checked.left.message}`);
  }
  return after;
};
