/**
 * Tests of the types: `npx tsx type-tests/check.ts`, and with `--update` after a wanted change of a message or a declaration.
 *
 * On each of the three compilers: the rules hold and the right programs compile; every line of a wrong program that is
 * marked `// ✗` has exactly one error and no other line has any; all errors stand at the same line and column and name the same
 * shapes (`golden/wrong.txt`); the emitted declarations of the right programs are readable (`golden/right.txt`); and a network of 174
 * steps stays within its budget of instantiations (`budgets.json`), which grow linearly with depth.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compiler, compilers, parseDiagnostics, root, run } from './compilers.ts';
import { cost } from './costs.ts';
import { markedLines, misplaced, report } from './mistakes.ts';

const update = process.argv.includes('--update');
const failures: string[] = [];

/** Compares with a golden file; with `--update` the first compiler writes it. */
const compareGolden = (compiler: Compiler, name: string, actual: string): void => {
  const path = join(root, 'type-tests/golden', name);
  if (update && compiler === compilers[0]) writeFileSync(path, actual);
  const expected = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (expected === actual) return;
  const was = expected.split('\n');
  const is = actual.split('\n');
  const at = is.findIndex((line, i) => line !== was[i]);
  failures.push(
    `${compiler.name}: golden/${name}, line ${at + 1}\n  expected ${was[at]}\n  got      ${is[at]}`,
  );
};

const checkPrograms = async (compiler: Compiler): Promise<void> => {
  const out = mkdtempSync(join(tmpdir(), 'thwc-types-'));
  const diagnostics = parseDiagnostics(
    await run(compiler, ['-p', 'type-tests/tsconfig.programs.json', '--outDir', out]),
  );
  const marked = markedLines('type-tests/wrong');
  failures.push(...misplaced(diagnostics, marked).map((line) => `${compiler.name}: ${line}`));
  compareGolden(compiler, 'wrong.txt', report(diagnostics));
  const right = readdirSync(join(root, 'type-tests/right')).toSorted();
  const declarations = right.map(
    (file) =>
      `// ${file}\n${readFileSync(join(out, 'type-tests/right', file.replace(/\.ts$/, '.d.ts')), 'utf8')}`,
  );
  // TypeScript 7 copies the quotes of the source, the others write double ones
  compareGolden(compiler, 'right.txt', declarations.join('\n').replaceAll("'", '"'));
  console.log(`${compiler.name}: ${right.length} right files, ${marked.size} wrong programs`);
};

const checkBudget = async (compiler: Compiler): Promise<void> => {
  const budgets: Record<string, number> = JSON.parse(
    readFileSync(join(root, 'type-tests/budgets.json'), 'utf8'),
  );
  for (const [program, budget] of Object.entries(budgets)) {
    const n = await cost(compiler, program);
    console.log(`${compiler.name}: ${program} ${n} of ${budget} instantiations`);
    if (n > budget)
      failures.push(`${compiler.name}: ${program} takes ${n} instantiations, ${budget} are allowed`);
  }
};

/** From n to 2n to 4n blocks the cost may not grow faster than the number of blocks does. */
const checkGrowth = async (compiler: Compiler): Promise<void> => {
  const [n, n2, n4] = [
    await cost(compiler, 'depth-16'),
    await cost(compiler, 'depth-32'),
    await cost(compiler, 'depth-64'),
  ];
  const perBlock = [(n2 - n) / 16, (n4 - n2) / 32] as const;
  console.log(
    `${compiler.name}: ${perBlock.map((x) => x.toFixed(1)).join(' then ')} instantiations for each further block of 10 steps`,
  );
  if (perBlock[1] > perBlock[0] * 1.05)
    failures.push(`${compiler.name}: the cost grows faster than the depth: ${n}, ${n2}, ${n4}`);
};

for (const compiler of compilers) {
  await checkPrograms(compiler);
  await checkBudget(compiler);
}
const [first] = compilers;
if (first !== undefined) await checkGrowth(first);

for (const failure of failures) console.error(`✗ ${failure}`);
process.exitCode = failures.length > 0 ? 1 : 0;
