import * as E from 'fp-ts/lib/Either.js';
import type { Aval } from '../../tensor/aval.ts';
import type { Primitive } from '../../tensor/primitives.ts';
import type { Equation, Program } from '../../tensor/program.ts';
import {
  type Cursor,
  demandText,
  fail,
  type ParseError,
  ParseFailure,
  sequence,
  skip,
  take,
  takeHere,
  takeText,
} from './cursor.ts';
import { fieldsOf, isPrimitive, primitiveNames } from './fields.ts';
import { anyWord, natural, parseAval, parseFields, parseKind, text } from './parse-fields.ts';

/** Scans nested deeper than this are refused, so that no text can overflow the stack. */
const deepest = 100;

/**
 * Reads what `showProgram` prints. Comments (`// …`) and white space are free; names of values must be in order
 * (`%0` is the first input) and defined before they are used. Shapes are taken as written: `verifyProgram` checks
 * them.
 *
 * @returns Left with the line, the column, what was expected and what was found. Never throws.
 * @example
 * ```ts
 * import { parseProgram } from 'thwc';
 * parseProgram('program(%0: f32[2]) { return %0 }'); // Right: the identity
 * parseProgram('program(%0: f32[2]) { return %1 }'); // Left: line 1, column 30: expected a value before %1 …
 * ```
 */
export const parseProgram = (listing: string): E.Either<ParseError, Program> => {
  const cursor: Cursor = { text: listing, position: 0 };
  try {
    const program = parseAt(cursor, [], 0);
    skip(cursor);
    if (cursor.position < listing.length) fail(cursor, 'the end of the text');
    return E.right(program);
  } catch (error) {
    if (error instanceof ParseFailure) return E.left(error.error);
    throw error;
  }
};

const parseAt = (cursor: Cursor, outer: readonly string[], depth: number): Program => {
  if (depth > deepest) fail(cursor, `scans nested at most ${deepest} deep`);
  if (take(cursor, /program\b/y) === undefined) fail(cursor, '"program"');
  const inputs = sequence(cursor, '(', ')', (i) => typed(cursor, i));
  const equations: Equation[] = [];
  let path = outer;
  let values = inputs.length;
  demandText(cursor, '{');
  while (!atReturn(cursor)) {
    if (takeText(cursor, '@')) path = parsePath(cursor);
    else {
      const equation = parseEquation(cursor, path, values, depth);
      values += equation.outputs.length;
      equations.push(equation);
    }
  }
  const outputs = returned(cursor, values);
  demandText(cursor, '}');
  return { inputs, equations, outputs };
};

const atReturn = (cursor: Cursor): boolean => take(cursor, /return\b/y) !== undefined;

/** The numbers after `return`: none, or as many as commas say. */
const returned = (cursor: Cursor, values: number): readonly number[] => {
  skip(cursor);
  if (cursor.text[cursor.position] === '}') return [];
  const outputs = [reference(cursor, values)];
  while (takeText(cursor, ',')) outputs.push(reference(cursor, values));
  return outputs;
};

const valueName = (cursor: Cursor): number => {
  demandText(cursor, '%', ' and the number of a value');
  return natural(cursor);
};

/** `%3`, which must be defined already. */
const reference = (cursor: Cursor, values: number): number => {
  skip(cursor);
  const start = cursor.position;
  const n = valueName(cursor);
  return n < values ? n : fail(cursor, `a value before %${values}`, start, `%${n}`);
};

/** `%3: f32[2]`, whose number must be the next one. */
const typed = (cursor: Cursor, expected: number): Aval => {
  skip(cursor);
  const start = cursor.position;
  const n = valueName(cursor);
  if (n !== expected) fail(cursor, `%${expected}, the next value`, start, `%${n}`);
  demandText(cursor, ':');
  return parseAval(cursor);
};

/** What is left of the line after `@`. */
const parsePath = (cursor: Cursor): readonly string[] => {
  const path: string[] = [];
  const blank = () => takeHere(cursor, /[ \t\r]*/y);
  blank();
  if (takeHere(cursor, /(?=\n|$)/y) !== undefined) return path;
  do {
    blank();
    path.push(takeHere(cursor, /[\w.:+-]+/y) ?? text(cursor));
    blank();
  } while (takeHere(cursor, /\//y) !== undefined);
  if (takeHere(cursor, /(?=\n|$)/y) === undefined) fail(cursor, '"/" or the end of the line');
  return path;
};

const parseEquation = (cursor: Cursor, path: readonly string[], values: number, depth: number): Equation => {
  const outputs = parseResults(cursor, values);
  demandText(cursor, '=');
  skip(cursor);
  const start = cursor.position;
  const primitive = anyWord(cursor) ?? '';
  if (!isPrimitive(primitive)) return fail(cursor, `a primitive (${primitiveNames.join(', ')})`, start);
  const inputs = sequence(cursor, '(', ')', () => reference(cursor, values));
  const params = parseParams(cursor, primitive, path, depth);
  // `fields.ts` names the fields of each primitive with their types, and each was read by the parser of its kind.
  return { primitive, params, inputs, outputs, path } as Equation;
};

const parseResults = (cursor: Cursor, values: number): readonly Aval[] => {
  if (takeText(cursor, '(')) {
    demandText(cursor, ')');
    return [];
  }
  const outputs = [typed(cursor, values)];
  while (takeText(cursor, ',')) outputs.push(typed(cursor, values + outputs.length));
  return outputs;
};

const parseParams = (
  cursor: Cursor,
  primitive: Primitive,
  path: readonly string[],
  depth: number,
): unknown => {
  const kinds = new Map(fieldsOf(primitive));
  const found = parseFields(cursor, [...kinds.keys()], (name) => {
    const kind = kinds.get(name) ?? 'program';
    return kind === 'program' ? parseAt(cursor, path, depth + 1) : parseKind[kind](cursor);
  });
  return Object.fromEntries(found);
};
