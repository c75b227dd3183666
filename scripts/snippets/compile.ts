/** Type-checks the modules in one go. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';

/** What the compiler says of one place: the first line, and the lines that explain it. */
export interface Diagnostic {
  readonly module: string;
  readonly line: number;
  readonly message: readonly string[];
}

const packageJson = z.object({
  exports: z.record(z.string(), z.union([z.string(), z.object({ types: z.string() })])),
});

/** The subpaths of the package, and the sources they stand for. */
export const sourcesOfPackage = (): Readonly<Record<string, string>> => {
  const { exports } = packageJson.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  return Object.fromEntries(
    Object.entries(exports).flatMap(([subpath, target]) =>
      typeof target === 'string'
        ? []
        : [[subpath.replace(/^\./, 'thwc'), target.types.replace('./dist/', 'src/').replace('.d.ts', '.ts')]],
    ),
  );
};

/** Writes the settings under which snippets are checked and run: as strict as the sources, but names may go unused. */
export const writeSettings = (folder: string): void => {
  const paths = Object.entries(sourcesOfPackage()).map(([name, source]) => [name, [`../../${source}`]]);
  const settings = {
    extends: '../../tsconfig.base.json',
    compilerOptions: {
      noEmit: true,
      allowImportingTsExtensions: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      paths: Object.fromEntries(paths),
    },
    include: ['*.ts'],
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(settings, null, 2));
};

/** A mistake of syntax: while there is one the compiler looks at no types. */
const isSyntax = ({ message }: Diagnostic): boolean => /^error TS1\d{3}:/.test(message[0] ?? '');

/** The compiler's words about the modules in a folder. What it says of the sources is another check's business. */
export const diagnose = (folder: string): readonly Diagnostic[] => {
  const found = compile(folder);
  const broken = new Set(found.filter(isSyntax).map(({ module }) => module));
  if (broken.size === 0) return found;
  for (const module of broken) rmSync(`${folder}/${module}`);
  return [...found.filter(isSyntax), ...diagnose(folder)];
};

const compile = (folder: string): readonly Diagnostic[] => {
  const { stdout, error } = spawnSync(
    process.execPath,
    ['node_modules/typescript-7/bin/tsc', '-p', folder, '--pretty', 'false'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (error !== undefined) throw error;
  const found: Diagnostic[] = [];
  for (const line of stdout.split('\n')) {
    const [, file, at, message] = /^(\S.*?)\((\d+),\d+\): (.*)$/.exec(line) ?? [];
    if (file !== undefined && message !== undefined) {
      found.push({
        module: file.includes(folder) ? basename(file) : file,
        line: Number(at),
        message: [message],
      });
    } else if (line.startsWith(' ')) {
      const last = found.pop();
      if (last !== undefined) found.push({ ...last, message: [...last.message, line] });
    }
  }
  return found;
};
