import type { Program } from '../../tensor/program.ts';
import { type Group, graphOf, type Role } from './graph.ts';

const shapes: { readonly [R in Role]: string } = {
  input: 'shape=oval',
  constant: 'shape=cylinder',
  operation: 'shape=box',
  output: 'shape=oval',
};

/** A quoted Graphviz string: quotes, backslashes and line ends escaped. */
const quote = (lines: readonly string[]): string =>
  `"${lines.map((line) => line.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', ' ')).join('\\n')}"`;

const linesOf = (group: Group, indent: string): readonly string[] => [
  ...group.boxes.map(({ id, role, lines }) => `${indent}${id} [${shapes[role]}, label=${quote(lines)}];`),
  ...group.arrows.map(({ from, to, label }) => `${indent}${from} -> ${to} [label=${quote([label])}];`),
  ...group.groups.flatMap((inner) => [
    `${indent}subgraph cluster_${inner.id} {`,
    `${indent}  label=${quote([inner.title])};`,
    ...linesOf(inner, `${indent}  `),
    `${indent}}`,
  ]),
];

/**
 * A program in Graphviz' language: `dot -Tsvg`. Bodies of scans are clusters.
 *
 * @example
 * ```ts
 * import { programOf, relu, toDot, zeros } from 'thwc';
 * const picture = toDot(programOf((x: Tensor<[3]>) => relu(x), zeros([3])));
 * ```
 */
export const toDot = (program: Program): string =>
  ['digraph program {', ...linesOf(graphOf(program), '  '), '}'].join('\n');
