import type { Program } from '../../tensor/program.ts';
import { type Group, graphOf, type Role } from './graph.ts';

const brackets: { readonly [R in Role]: readonly [string, string] } = {
  input: ['([', '])'],
  constant: ['[(', ')]'],
  operation: ['[', ']'],
  output: ['([', '])'],
};

/** Mermaid reads `#…;` entities inside quotes; characters that could end a label or start markup become such. */
const quote = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/[^\w ,.:;×%…[\](){}+-]/gu, (c) => `#${c.codePointAt(0)};`)).join('<br>')}"`;

const linesOf = (group: Group, indent: string): readonly string[] => [
  ...group.boxes.map(
    ({ id, role, lines }) => `${indent}${id}${brackets[role][0]}${quote(lines)}${brackets[role][1]}`,
  ),
  ...group.arrows.map(({ from, to, label }) => `${indent}${from} -->|${quote([label])}| ${to}`),
  ...group.groups.flatMap((inner) => [
    `${indent}subgraph ${inner.id}[${quote([inner.title])}]`,
    ...linesOf(inner, `${indent}  `),
    `${indent}end`,
  ]),
];

/**
 * A program as a Mermaid flowchart, which GitHub draws in Markdown. Bodies of scans are subgraphs.
 *
 * @example
 * ```ts
 * import { programOf, relu, toMermaid, zeros } from 'thwc';
 * const picture = toMermaid(programOf((x: Tensor<[3]>) => relu(x), zeros([3])));
 * const markdown = ['```mermaid', picture, '```'].join('\n');
 * ```
 */
export const toMermaid = (program: Program): string =>
  ['flowchart TD', ...linesOf(graphOf(program), '  ')].join('\n');
