/** Programs as text that can be read back, and as pictures. */
export type { ParseError } from './cursor.ts';
export { toDot } from './dot.ts';
export { toMermaid } from './mermaid.ts';
export { parseProgram } from './parse.ts';
export { elideAbove, type ShowOptions, showProgram } from './show.ts';
