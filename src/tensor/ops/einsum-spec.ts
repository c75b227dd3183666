/**
 * The language of `einsum`: `'bij,bjk->bik'` or `'batch i j, batch j k -> batch i k'`, with `...` for axes that broadcast.
 */
import * as build from '../build.ts';
import { demand } from '../error.ts';
import type { AnyTensor } from '../tensor.ts';

export interface EinsumSpec {
  /** The labels of each operand's axes. */
  readonly operands: readonly (readonly string[])[];
  readonly output: readonly string[];
}

/** Labels for the axes that `...` stands for. They are no names, and counted from the last, so they align. */
const ellipsisLabels = (count: number): string[] => build.range(count).map((i) => `.${count - 1 - i}`);

/** Whether a label is of an axis that `...` stands for, which broadcasts. */
export const isEllipsis = (label: string): boolean => label.startsWith('.');

/** Every letter is an axis; where a term holds a space between two axes, words are axes in all of them. */
const tokenizer = (terms: readonly string[]): ((term: string) => string[]) =>
  terms.some((term) => term.includes(' '))
    ? (term) => term.split(' ').filter((word) => word !== '')
    : (term) => term.match(/\.\.\.|./g) ?? [];

/** Puts the labels of `...` in its place. */
const expand = (spec: string, tokens: readonly string[], ellipsis: readonly string[]): string[] => {
  demand(
    tokens.indexOf('...') === tokens.lastIndexOf('...'),
    'einsum',
    `'${spec}' has ... twice in one term`,
  );
  return tokens.flatMap((token) => (token === '...' ? ellipsis : [token]));
};

export const parseEinsum = (spec: string, operands: readonly AnyTensor[]): EinsumSpec => {
  const [left = '', right, ...more] = spec.split('->');
  demand(
    right !== undefined && more.length === 0,
    'einsum',
    `'${spec}' does not say what it gives`,
    [],
    'one ->',
  );
  const terms = [...left.split(','), right].map((term) => term.trim());
  const tokens = terms.map(tokenizer(terms));
  const output = tokens.pop() ?? [];
  demand(
    tokens.length === operands.length,
    'einsum',
    `'${spec}' names ${tokens.length} operands`,
    operands,
    `${operands.length}`,
  );
  const labels = tokens.map((list, i) => {
    const rank = operands[i]?.shape.length ?? 0;
    const named = list.filter((token) => token !== '...').length;
    const fits = list.includes('...') ? named <= rank : named === rank;
    demand(fits, 'einsum', `'${terms[i]}' names ${named} axes`, operands.slice(i, i + 1), `${rank}`);
    return expand(spec, list, ellipsisLabels(rank - named));
  });
  const longest = Math.max(0, ...labels.map((list) => list.filter(isEllipsis).length));
  const result = expand(spec, output, ellipsisLabels(longest));
  for (const label of result) {
    demand(
      labels.some((list) => list.includes(label)),
      'einsum',
      `'${label}' is on no operand of '${spec}'`,
    );
    demand(result.indexOf(label) === result.lastIndexOf(label), 'einsum', `'${spec}' gives '${label}' twice`);
  }
  return { operands: labels, output: result };
};
