/**
 * Checks that the documentation tells the truth: every TypeScript fence of the pages, every file of `examples/` and
 * every `@example` of the sources is compiled with the settings of the sources, and run; what their comments say of
 * types, numbers and output is compared (see snippets/instrument.ts). Fences marked `wrong` must fail to compile,
 * with the words that the page shows.
 *
 *     npm run snippets [-- part of a file's name]
 *     npm run snippets -- --update      writes what the compiler says below the fences marked as wrong, and the
 *                                       blocks that are read from the sources
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { staleBlocks } from './snippets/blocks.ts';
import { type Diagnostic, diagnose, writeSettings } from './snippets/compile.ts';
import { allSnippets } from './snippets/extract.ts';
import { pages } from './snippets/files.ts';
import { moduleOf, placeOf, type SnippetModule } from './snippets/module.ts';

const folder = 'out/snippets';

const sayings = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

/** A fence that must not compile: the compiler says what the page shows, neither less nor more. */
const compareErrors = (module: SnippetModule, said: readonly Diagnostic[]): readonly string[] => {
  const shown = sayings(module.snippet.errors?.code ?? []);
  const got = sayings(said.flatMap(({ message }) => message));
  if (said.length === 0) return [`${placeOf(module, 2)}: compiles, but is marked as wrong`];
  return shown === got
    ? []
    : [`${placeOf(module, 2)}: the compiler does not say what the page shows; it says\n${got}`];
};

/** `snippet.type` fails where a comment names another type than the compiler finds. */
const explain = (message: readonly string[]): string =>
  message[0]?.includes("'false' does not satisfy the constraint 'true'") === true
    ? 'the type is not the one that the comment says'
    : message.join('\n');

const compileProblems = (
  modules: readonly SnippetModule[],
  diagnostics: readonly Diagnostic[],
): readonly string[] =>
  modules.flatMap((module) => {
    const said = diagnostics.filter((d) => d.module === module.name);
    return module.snippet.errors === undefined
      ? said.map(({ line, message }) => `${placeOf(module, line)}: ${explain(message)}`)
      : compareErrors(module, said);
  });

/** Puts the compiler's words into the pages: where several fences of a page change, the last first. */
const writeErrors = (modules: readonly SnippetModule[], diagnostics: readonly Diagnostic[]): void => {
  for (const { name, snippet } of modules.toReversed()) {
    const { errors, file } = snippet;
    if (errors === undefined || errors.code.length === 0) continue;
    const said = diagnostics.filter((d) => d.module === name).flatMap(({ message }) => message);
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(file, lines.toSpliced(errors.line - 1, errors.code.length, ...said).join('\n'));
  }
};

const report = z.object({
  checked: z.number(),
  problems: z.array(z.object({ module: z.string(), line: z.number(), message: z.string() })),
});

const run = (modules: readonly SnippetModule[]): z.infer<typeof report> => {
  const files = modules.map(({ name }) => `${folder}/${name}`);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      'node_modules/tsx/dist/cli.mjs',
      '--tsconfig',
      `${folder}/tsconfig.json`,
      'scripts/snippets/run.ts',
      ...files,
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 300_000 },
  );
  if (status !== 0) throw new Error(`the snippets could not be run:\n${stderr}`);
  return report.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
};

const started = performance.now();
const { values, positionals } = parseArgs({
  options: { update: { type: 'boolean' } },
  allowPositionals: true,
});
const [part = ''] = positionals;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const update = values.update === true;
const stale = staleBlocks(
  pages().filter((page) => page.includes(part)),
  update,
);
const modules = allSnippets((file) => readFileSync(file, 'utf8'))
  .filter(({ file }) => file.includes(part))
  .map(moduleOf);
for (const { name, text } of modules) writeFileSync(`${folder}/${name}`, text);
writeSettings(folder);

const diagnostics = diagnose(folder);
if (update) writeErrors(modules, diagnostics);
const compiled = update ? [] : compileProblems(modules, diagnostics);
const broken = new Set(diagnostics.map(({ module }) => module));
const ran = run(modules.filter(({ snippet, name }) => snippet.errors === undefined && !broken.has(name)));
const byName = new Map(modules.map((module) => [module.name, module]));
const problems = [
  ...(update ? [] : stale),
  ...compiled,
  ...ran.problems.map(({ module, line, message }) => {
    const found = byName.get(basename(module));
    return `${found === undefined ? module : placeOf(found, line)}: ${message}`;
  }),
];
for (const problem of problems) console.error(`${problem}\n`);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${modules.length} snippets compiled and run, ${ran.checked} comments compared, ${problems.length} problems (${seconds} s)`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
