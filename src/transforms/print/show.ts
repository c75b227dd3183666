import { type Aval, showAval } from '../../tensor/aval.ts';
import type { Equation, Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { fieldsOf, type Kind, type Kinds } from './fields.ts';
import { isOfKind } from './kinds.ts';
import { showElements, showNumber } from './numbers.ts';

/** What a listing shows. */
export interface ShowOptions {
  /**
   * `full` (the default) prints every element, so that `parseProgram` gives the program back exactly. `elide` shows
   * only the shape of constants of more than 8 elements: for reading, not for parsing.
   */
  readonly constants?: 'full' | 'elide';
}

/** Constants up to this size are printed in full even when large ones are elided. */
export const elideAbove = 8;

/** What stands for the elements of an elided constant. */
export const ellipsis = '…';

/**
 * A program as text: one equation on each line with the shapes of its results, bodies of scans indented, and a line
 * `@ layer / inner layer` wherever the path through the layers changes (`@` alone: outside all layers). The body of
 * a scan starts at the scan's own path.
 *
 * `parseProgram` inverts it: `parseProgram(showProgram(p))` is `p`, bit for bit.
 *
 * @example
 * ```ts
 * import { matmul, programOf, showProgram, zeros } from 'thwc';
 * const program = programOf((x: Tensor<[3, 4]>, w: Tensor<[4, 5]>) => matmul(x, w), zeros([3, 4]), zeros([4, 5]));
 * console.log(showProgram(program));
 * // program(%0: f32[3,4], %1: f32[4,5]) {
 * //   %2: f32[3,5] = dot(%0, %1) { aBatch: [], bBatch: [], aContract: [1], bContract: [0] }
 * //   return %2
 * // }
 * ```
 */
export const showProgram = (program: Program, options: ShowOptions = {}): string =>
  showAt(program, { indent: '', path: [], elide: options.constants === 'elide' });

/** Where in the listing something stands. */
interface Place {
  readonly indent: string;
  readonly path: readonly string[];
  readonly elide: boolean;
}

const showAt = (program: Program, place: Place): string => {
  const inner = `${place.indent}  `;
  const lines = [`program(${typed(program.inputs, 0)}) {`];
  let path = place.path;
  let next = program.inputs.length;
  for (const equation of program.equations) {
    if (!samePath(path, equation.path)) lines.push(`${inner}${showPath(equation.path)}`);
    path = equation.path;
    lines.push(`${inner}${showEquation(equation, next, { ...place, indent: inner, path })}`);
    next += equation.outputs.length;
  }
  lines.push(
    `${inner}${['return', numbers(program.outputs)].filter((s) => s !== '').join(' ')}`,
    `${place.indent}}`,
  );
  return lines.join('\n');
};

const samePath = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, i) => name === b[i]);

/** Names of layers stand as they are where they are plain words, else in quotes. */
const showPath = (path: readonly string[]): string =>
  ['@', path.map((name) => (/^[\w.:+-]+$/.test(name) ? name : JSON.stringify(name))).join(' / ')]
    .filter((s) => s !== '')
    .join(' ');

const typed = (avals: readonly Aval[], first: number): string =>
  avals.map((aval, i) => `%${first + i}: ${showAval(aval)}`).join(', ');

const numbers = (list: readonly number[]): string => list.map((n) => `%${n}`).join(', ');

const showEquation = (equation: Equation, next: number, place: Place): string => {
  const results = equation.outputs.length === 0 ? '()' : typed(equation.outputs, next);
  const fields = showFields(equation, place);
  return `${results} = ${equation.primitive}(${numbers(equation.inputs)})${fields === '' ? '' : ` { ${fields} }`}`;
};

const showFields = ({ primitive, params }: Equation, place: Place): string => {
  const given: ReadonlyMap<string, unknown> = new Map(Object.entries(params));
  return fieldsOf(primitive)
    .map(([name, kind]) => `${name}: ${showField(kind, given.get(name), place)}`)
    .join(', ');
};

const list = (items: readonly (string | number)[]): string => `[${items.join(', ')}]`;

const show: { readonly [K in Kind]: (x: Kinds[K], place: Place) => string } = {
  natural: String,
  naturals: list,
  pairs: (pairs) => list(pairs.map(list)),
  number: showNumber,
  flag: String,
  text: (text) => JSON.stringify(text),
  dtype: String,
  unaryOp: String,
  binaryOp: String,
  reduceOp: String,
  argReduceOp: String,
  value: (value, { elide }) => `${showAval(value)}{${showConstant(value, elide)}}`,
  program: (program, place) => showAt(program, place),
};

const showConstant = (value: AnyValue, elide: boolean): string =>
  elide && value.data.length > elideAbove ? ellipsis : showElements(value);

/** A listing shows broken programs too: what is not of its kind is shown as such. */
const showField = <K extends Kind>(kind: K, x: unknown, place: Place): string =>
  isOfKind[kind](x) ? show[kind](x, place) : `<not a ${kind}>`;

/** The parameters of one equation as text, without its inputs: `op: add`. */
export const showParams = (equation: Equation): string =>
  showFields(equation, { indent: '', path: equation.path, elide: true });
