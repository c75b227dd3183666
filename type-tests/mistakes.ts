/**
 * What a compiler says about the wrong programs, in the form of the golden file: for every error its place, and the shape
 * error it names (or its first line, when it is none of ours).
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from './compilers.ts';
import { root } from './compilers.ts';

/** The lines that are marked as wrong, as `file:line`. */
export const markedLines = (folder: string): ReadonlySet<string> =>
  new Set(
    readdirSync(join(root, folder)).flatMap((file) =>
      readFileSync(join(root, folder, file), 'utf8')
        .split('\n')
        .flatMap((line, i) => (line.endsWith('// ✗') ? [`${folder}/${file}:${i + 1}`] : [])),
    ),
  );

/** The first `ShapeError<…>` in a message, up to the bracket that closes it. */
const shapeErrorIn = (text: string): string | undefined => {
  const start = text.indexOf('ShapeError<');
  if (start < 0) return undefined;
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') quoted = !quoted;
    if (quoted) continue;
    if (c === '<') depth += 1;
    if (c === '>') depth -= 1;
    if (c === '>' && depth === 0) return text.slice(start, i + 1);
  }
  return undefined;
};

/** The error as the golden file has it. */
const summary = ({ message }: Diagnostic): string => shapeErrorIn(message.join('\n')) ?? message[0] ?? '';

export const report = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map((d) => `${d.file}:${d.line}:${d.column}\n  ${summary(d)}\n`).join('');

/** Errors where none is marked, and marks without exactly one error. */
export const misplaced = (
  diagnostics: readonly Diagnostic[],
  marked: ReadonlySet<string>,
): readonly string[] => {
  const counts = new Map<string, number>();
  for (const d of diagnostics)
    counts.set(`${d.file}:${d.line}`, (counts.get(`${d.file}:${d.line}`) ?? 0) + 1);
  return [
    ...diagnostics
      .filter((d) => !marked.has(`${d.file}:${d.line}`))
      .map((d) => `unexpected: ${d.file}:${d.line}:${d.column} ${d.message[0]}`),
    ...[...marked].filter((place) => !counts.has(place)).map((place) => `no error: ${place}`),
    ...[...counts]
      .filter(([place, n]) => marked.has(place) && n > 1)
      .map(([place, n]) => `${n} errors, not one: ${place}`),
  ];
};
