/**
 * Checks that the folders of `src` import one way: each only from those that are listed beside it, and that nothing
 * but the entry points for Node imports modules of Node.
 *
 *     tsx scripts/imports.ts
 */
import { readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { globFiles } from './snippets/files.ts';

const mayImport: Readonly<Record<string, readonly string[]>> = {
  'shape-types': [],
  random: [],
  tensor: ['shape-types'],
  transforms: ['shape-types', 'tensor'],
  backends: ['random', 'tensor'],
  compile: ['backends', 'tensor', 'transforms'],
  nn: ['shape-types', 'tensor', 'transforms'],
  train: ['nn', 'shape-types', 'tensor', 'transforms'],
  rstg: ['nn', 'shape-types', 'tensor', 'transforms'],
  models: ['nn', 'rstg', 'shape-types', 'tensor', 'transforms'],
  io: [],
  data: ['io', 'random'],
  cli: [
    'backends',
    'compile',
    'data',
    'io',
    'models',
    'nn',
    'random',
    'rstg',
    'shape-types',
    'tensor',
    'train',
    'transforms',
  ],
  'index.ts': ['compile', 'shape-types', 'tensor', 'transforms'],
};

/** Where modules of Node are at home. */
const forNode = /^src\/(cli\/|data\/node|io\/node)/;

const isForTests = (file: string): boolean => /(\.test|\/testing)\.ts$/.test(file);

const folderOf = (file: string): string => file.split('/')[1] ?? '';

const problemsOf = (file: string): readonly string[] => {
  const imports = [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(
    ([, name = '']) => name,
  );
  const from = folderOf(file);
  return imports.flatMap((name) => {
    if (name.startsWith('node:')) return forNode.test(file) ? [] : [`${file} imports ${name}`];
    if (!name.startsWith('.')) return [];
    const to = folderOf(normalize(join(file, '..', name)));
    return to === from || mayImport[from]?.includes(to) === true
      ? []
      : [`${file} imports ${name}: ${from} may not import ${to}`];
  });
};

const files = globFiles('src', '.ts').filter((file) => !isForTests(file));
const problems = files.flatMap(problemsOf);
for (const problem of problems) console.error(problem);
console.log(`${files.length} files import one way, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
