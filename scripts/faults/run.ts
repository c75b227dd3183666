/**
 * Shows that the tests can fail: plants one fault at a time into a copy of the source and expects red.
 *
 *     npm run faults              all faults
 *     npm run faults -- softmax   those whose name or file holds the word
 *
 * Exits with 1 when a fault survives, can not be planted (the source has changed), or the tests fail without any.
 */
import type { Fault } from './fault.ts';
import { faults } from './faults.ts';
import { copyTree, misplaced, type Tree, withFault } from './tree.ts';
import { type Outcome, runTests } from './vitest.ts';

/** What became of a fault. */
interface Verdict {
  readonly fault: string;
  readonly noticed: boolean;
  readonly by: string;
  readonly seconds: number;
}

const describe = ({ failed, unloaded, hung, passed }: Outcome): Omit<Verdict, 'fault' | 'seconds'> => {
  if (hung) return { noticed: true, by: 'it hangs' };
  const [first, ...more] = failed;
  if (first !== undefined)
    return { noticed: true, by: `${first}${more.length > 0 ? ` (and ${more.length} more)` : ''}` };
  return {
    noticed: false,
    by: unloaded.length > 0 ? `not loaded: ${unloaded.join(', ')}` : `SURVIVED ${passed} tests`,
  };
};

const judge = async (fault: Fault, tree: Tree): Promise<Verdict> => {
  const problem = await misplaced(fault, tree);
  if (problem !== undefined) return { fault: fault.name, noticed: false, by: problem, seconds: 0 };
  const outcome = await withFault(fault, tree, () => runTests(tree, fault.tests));
  return { fault: fault.name, ...describe(outcome), seconds: outcome.seconds };
};

const show = ({ fault, noticed, by, seconds }: Verdict): string =>
  `${noticed ? 'red ' : 'FAIL'} ${fault.padEnd(58)} ${seconds.toFixed(1).padStart(5)} s  ${by}`;

/** Takes items from a list until it is empty, in several trees at a time. */
const shareOut = async <A>(
  items: readonly A[],
  trees: readonly Tree[],
  f: (item: A, tree: Tree) => Promise<void>,
): Promise<void> => {
  const left = [...items];
  const worker = async (tree: Tree): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await f(next, tree);
  };
  await Promise.all(trees.map(worker));
};

/** All files together take their time. */
const patienceWithoutFaults = 900_000;

/** Red without a fault would mean nothing. */
const control = async (chosen: readonly Fault[], trees: readonly Tree[]): Promise<readonly string[]> => {
  const wrong: string[] = [];
  const files = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const halves = trees
    .map((_, i) => files.filter((__, n) => n % trees.length === i))
    .filter((half) => half.length > 0);
  await shareOut(halves, trees, async (half, tree) => {
    const { failed, unloaded, hung, passed, seconds } = await runTests(tree, half, patienceWithoutFaults);
    wrong.push(...failed, ...unloaded, ...(hung ? [`hung: ${half.join(', ')}`] : []));
    console.log(
      `without faults: ${passed} tests pass, ${failed.length + unloaded.length} do not  ${seconds.toFixed(1)} s`,
    );
  });
  return wrong;
};

const main = async (words: readonly string[]): Promise<boolean> => {
  const chosen = faults.filter(({ name, file }) => words.every((word) => `${name} ${file}`.includes(word)));
  const trees = await Promise.all([copyTree(), copyTree()]);
  try {
    const wrong = await control(chosen, trees);
    for (const name of wrong) console.log(`FAIL without faults: ${name}`);
    const verdicts: Verdict[] = [];
    await shareOut(chosen, trees, async (fault, tree) => {
      const verdict = await judge(fault, tree);
      verdicts.push(verdict);
      console.log(show(verdict));
    });
    const noticed = verdicts.filter((verdict) => verdict.noticed).length;
    console.log(`${noticed} of ${verdicts.length} faults noticed`);
    return wrong.length === 0 && noticed === verdicts.length && verdicts.length > 0;
  } finally {
    await Promise.all(trees.map((tree) => tree.remove()));
  }
};

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
