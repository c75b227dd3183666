/** Finds the TypeScript fences of pages and of docstrings. */
import { globFiles, pages } from './files.ts';

/** Lines of code and where they stand. */
export interface Chunk {
  /** Number of the first line of code in its file, from 1. */
  readonly line: number;
  readonly code: readonly string[];
}

/** One program made of fences. */
export interface Snippet {
  readonly file: string;
  /** Where its last fence starts. */
  readonly line: number;
  readonly chunks: readonly Chunk[];
  readonly kind: 'page' | 'docstring';
  /** For a fence that must not compile: what the compiler says, as the page shows it in the fence after it. */
  readonly errors?: Chunk;
}

interface Fence extends Chunk {
  readonly language: string;
  readonly flags: readonly string[];
}

/** All fences of a Markdown text. `first` is the number of its first line in the file. */
const fencesOf = (lines: readonly string[], first = 1): readonly Fence[] => {
  const fences: Fence[] = [];
  let open: { readonly start: number; readonly info: readonly string[] } | undefined;
  lines.forEach((text, i) => {
    const [, info] = /^```\s*(.*)$/.exec(text) ?? [];
    if (info === undefined) return;
    if (open === undefined) {
      open = { start: i, info: info.split(/\s+/) };
    } else {
      const [language = '', ...flags] = open.info;
      fences.push({ language, flags, line: first + open.start + 1, code: lines.slice(open.start + 1, i) });
      open = undefined;
    }
  });
  return fences;
};

/**
 * The snippets of a page. ` ```ts continued ` goes on with the fence before it; ` ```ts wrong ` must not
 * compile, and the fence after it holds the compiler's words.
 */
export const snippetsOfPage = (file: string, text: string): readonly Snippet[] => {
  const fences = fencesOf(text.split('\n'));
  const snippets: Snippet[] = [];
  let current: readonly Chunk[] = [];
  fences.forEach((fence, i) => {
    if (fence.language !== 'ts') return;
    const chunks = fence.flags.includes('continued') ? [...current, fence] : [fence];
    const snippet = { file, line: fence.line, chunks, kind: 'page' } as const;
    if (fence.flags.includes('wrong')) {
      const next = fences[i + 1];
      snippets.push({
        ...snippet,
        errors: next?.language === 'text' ? next : { line: fence.line, code: [] },
      });
      return;
    }
    if (fence.flags.includes('continued')) snippets.pop();
    current = chunks;
    snippets.push(snippet);
  });
  return snippets;
};

/** The snippets of a source file: the fences of its docstrings' examples. */
export const snippetsOfSource = (file: string, text: string): readonly Snippet[] => {
  const snippets: Snippet[] = [];
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    if (!comment[0].includes('@example')) continue;
    const first = text.slice(0, comment.index).split('\n').length;
    const lines = comment[0].split('\n').map((line) => line.replace(/^\s*\* ?/, ''));
    for (const fence of fencesOf(lines, first)) {
      if (fence.language === 'ts') {
        snippets.push({ file, line: fence.line, chunks: [fence], kind: 'docstring' });
      }
    }
  }
  return snippets;
};

/** A whole file of `examples/`. */
export const snippetOfExample = (file: string, text: string): Snippet => ({
  file,
  line: 1,
  chunks: [{ line: 1, code: text.split('\n') }],
  kind: 'page',
});

/** Every snippet of the repository. */
export const allSnippets = (read: (file: string) => string): readonly Snippet[] => [
  ...pages().flatMap((file) => snippetsOfPage(file, read(file))),
  ...globFiles('examples', '.ts').map((file) => snippetOfExample(file, read(file))),
  ...globFiles('src', '.ts')
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => snippetsOfSource(file, read(file))),
];
