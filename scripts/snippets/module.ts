/** From snippets to modules that can be checked and run, and back from their lines to the pages. */

import { dirname, join } from 'node:path';
import type { Snippet } from './extract.ts';
import { instrument } from './instrument.ts';

/** A snippet as a module of its own. */
export interface SnippetModule {
  readonly snippet: Snippet;
  readonly name: string;
  readonly text: string;
  /** For each line of the text, from the first: the line of the snippet's file it comes from. */
  readonly origin: readonly number[];
}

/** What docstring examples need not import. */
const given = ['Dim', 'Shape', 'Tensor', 'Value'];

const imported = (code: readonly string[]): ReadonlySet<string> =>
  new Set(
    [...code.join('\n').matchAll(/^import\s[\s\S]*?from/gm)].flatMap(
      ([clause]) => clause.match(/\w+/g) ?? [],
    ),
  );

const preambleOf = ({ kind, errors }: Snippet, code: readonly string[]): string => {
  const has = imported(code);
  const types = kind === 'docstring' ? given.filter((name) => !has.has(name)) : [];
  return [
    types.length === 0 ? 'export {};' : `import type { ${types.join(', ')} } from 'thwc';`,
    errors === undefined
      ? "import { open } from '../../scripts/snippets/support.ts'; import type * as SnippetTypes from '../../scripts/snippets/types.ts'; const { snippet, console } = open(import.meta.url);"
      : '',
  ].join(' ');
};

/** Examples of what is not public import it from beside their own file. */
const fromFolderOf = (file: string, line: string): string =>
  line.replace(/(?<= from ')\.{1,2}\/[^']+/, (path) => join('../..', dirname(file), path));

/** The module of a snippet: one line of preamble, then the snippet's lines with checks at their ends. */
export const moduleOf = (snippet: Snippet): SnippetModule => {
  const code = snippet.chunks.flatMap((chunk) => chunk.code.map((line) => fromFolderOf(snippet.file, line)));
  const lines = snippet.errors === undefined ? instrument(code) : code;
  return {
    snippet,
    name: `${snippet.file.replace(/\.\w+$/, '').replace(/[^\w]+/g, '-')}-${snippet.line}.ts`,
    text: [preambleOf(snippet, code), ...lines, ''].join('\n'),
    origin: [snippet.line, ...snippet.chunks.flatMap(({ line, code: own }) => own.map((_, i) => line + i))],
  };
};

/** `README.md:12` for a line of a module. */
export const placeOf = ({ snippet, origin }: SnippetModule, line: number): string =>
  `${snippet.file}:${origin[line - 1] ?? snippet.line}`;
