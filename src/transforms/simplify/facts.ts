/** What the passes ask about equations and values. */
import { bodyOf, type Equation, type Program } from '../../tensor/program.ts';
import type { AnyValue } from '../../tensor/value.ts';
import { bytesOf } from '../cost/bytes.ts';

/**
 * Whether running the equation counts messages. Such equations are never merged, moved out of loops or computed
 * ahead: the cost of a program is part of what it means.
 */
export const sendsMessages = (equation: Equation): boolean =>
  equation.primitive === 'messages' || (bodyOf(equation)?.body.equations.some(sendsMessages) ?? false);

/** The bytes that the constants of a program take, those in bodies included. */
export const constantBytesOf = (program: Program): number =>
  program.equations.reduce((n, equation) => n + constantBytes(equation), 0);

const constantBytes = (equation: Equation): number => {
  const inside = bodyOf(equation);
  if (inside !== undefined) return constantBytesOf(inside.body);
  return equation.primitive === 'constant' ? bytesOf(equation.params.value) : 0;
};

/** Finds the equation that makes a value. */
export type Define = (n: number) => Equation | undefined;

/** One number known without running anything, and how many axes repeat it. */
export interface Splat {
  /** A value without axes. */
  readonly scalar: AnyValue;
  readonly number: number;
}

/**
 * The constant that a value repeats, if that is what it is: a constant without axes, or the broadcast of one. Such
 * values cost nothing to remake, so they live where they are used: inside bodies rather than captured.
 */
export const splatOf = (define: Define, n: number): Splat | undefined => {
  const equation = define(n);
  if (equation?.primitive === 'constant') {
    const { value } = equation.params;
    const number = value.shape.length === 0 ? value.data[0] : undefined;
    return number === undefined ? undefined : { scalar: value, number };
  }
  const [source] =
    equation?.primitive === 'broadcast' && equation.params.axes.length === 0 ? equation.inputs : [];
  return source === undefined ? undefined : splatOf(define, source);
};
