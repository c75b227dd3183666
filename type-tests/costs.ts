/**
 * How many types a compiler instantiates for a program: what checking it costs.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Compiler, root, run } from './compilers.ts';

const instantiations = async (compiler: Compiler, program: string): Promise<number> => {
  const project = join(mkdtempSync(join(tmpdir(), 'thwc-types-')), 'tsconfig.json');
  const extended = join(root, 'type-tests/tsconfig.programs.json');
  const compilerOptions = {
    noEmit: true,
    declaration: false,
    emitDeclarationOnly: false,
    rootDir: root,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(
    project,
    JSON.stringify({
      extends: extended,
      compilerOptions,
      include: [],
      files: [join(root, `type-tests/budget/${program}.ts`)],
    }),
  );
  const output = await run(compiler, ['-p', project, '--extendedDiagnostics']);
  const count = /^Instantiations:\s+(\d+)$/m.exec(output)?.[1];
  if (count === undefined || /error TS/.test(output))
    throw new Error(`${compiler.name}, ${program}:\n${output.slice(0, 2000)}`);
  return Number(count);
};

/** The instantiations of a program above those of its baseline, which imports and declares the same and does nothing. */
export const cost = async (compiler: Compiler, program: string): Promise<number> =>
  (await instantiations(compiler, program)) - (await instantiations(compiler, `${program}.base`));
