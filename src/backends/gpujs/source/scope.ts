/**
 * The text of a kernel's body: a list of statements, each one operation on named numbers. gpu.js infers types from
 * text, and its rules for nested expressions of whole and other numbers differ from mode to mode; one operation for
 * each name leaves it nothing to guess.
 */
import { literal } from './literal.ts';

/** An array on the device, read from an offset on that is known only when the kernel is called. */
export interface Place {
  readonly array: number;
  readonly offset?: number;
}

export interface Scope {
  /** Names what an expression gives. The same expression has one name, where the first is still seen. */
  readonly name: (expression: string) => string;
  /** The name of what changes in loops. */
  readonly variable: (initial: string) => string;
  readonly assign: (variable: string, expression: string) => void;
  /** Statements to repeat; their counter is a whole number from 0. */
  readonly loop: (times: number, body: (inside: Scope, counter: string) => void) => void;
  /** The number at an index of an array. */
  readonly read: (place: Place, index: string) => string;
}

/** What a kernel is called with. */
export interface Parameters {
  /** Arrays, by the names a0, a1, …. */
  readonly arrays: number[];
  /** Offsets, by the names s0, s1, …. */
  readonly offsets: number[];
}

export interface Body extends Scope {
  readonly parameters: Parameters;
  /** The statements so far. */
  readonly text: () => string;
}

/** Names of numbers, counters and variables in an expression. */
const namesIn = /\b[vkm]\d+/g;

/** A block of statements, in those around it. */
interface Level {
  readonly depth: number;
  readonly lines: string[];
  readonly named: Map<string, string>;
  readonly around: Level | undefined;
}

const within = (around: Level | undefined): Level => ({
  depth: around === undefined ? 0 : around.depth + 1,
  lines: [],
  named: new Map(),
  around,
});

const known = (level: Level | undefined, expression: string): string | undefined =>
  level === undefined ? undefined : (level.named.get(expression) ?? known(level.around, expression));

export const body = (): Body => {
  const parameters: Parameters = { arrays: [], offsets: [] };
  const offsetNames = new Map<string, string>();
  const depths = new Map<string, number>();
  let names = 0;

  const arrayName = (array: number): string => {
    const known = parameters.arrays.indexOf(array);
    return `a${known >= 0 ? known : parameters.arrays.push(array) - 1}`;
  };
  const offsetName = ({ array, offset = 0 }: Place): string => {
    const key = `${array} ${offset}`;
    const name = offsetNames.get(key) ?? `s${parameters.offsets.push(offset) - 1}`;
    offsetNames.set(key, name);
    return name;
  };

  /**
   * The outermost block in which an expression can be computed: in loops only what changes in them. Variables change
   * from statement to statement, so what they are in stays where it is.
   */
  const homeOf = (level: Level, expression: string): Level => {
    const used = expression.match(namesIn) ?? [];
    if (used.some((name) => name.startsWith('m'))) return level;
    const depth = used.reduce((most, name) => Math.max(most, depths.get(name) ?? 0), 0);
    let home = level;
    while (home.depth > depth && home.around !== undefined) home = home.around;
    return home;
  };

  const scopeAt = (level: Level): Scope => {
    const name = (expression: string): string => {
      const home = homeOf(level, expression);
      const before = known(home, expression);
      if (before !== undefined) return before;
      const fresh = `v${names++}`;
      depths.set(fresh, home.depth);
      home.lines.push(`const ${fresh} = ${expression};`);
      if (!/\bm\d/.test(expression)) home.named.set(expression, fresh);
      return fresh;
    };
    return {
      name,
      variable: (initial) => {
        const fresh = `m${names++}`;
        level.lines.push(`let ${fresh} = ${initial};`);
        return fresh;
      },
      assign: (variable, expression) => {
        level.lines.push(`${variable} = ${expression};`);
      },
      loop: (times, body) => {
        const counter = `k${names++}`;
        const inside = within(level);
        depths.set(counter, inside.depth);
        const scope = scopeAt(inside);
        // As an ordinary number: a counter is an integer to shaders.
        body(scope, scope.name(counter));
        level.lines.push(
          `for (let ${counter} = 0; ${counter} < ${times}; ${counter}++) {`,
          ...inside.lines,
          '}',
        );
      },
      read: (place, index) => {
        const array = arrayName(place.array);
        const at = place.offset === undefined ? index : name(`${offsetName(place)} + ${index}`);
        return name(`${array}[${at}]`);
      },
    };
  };

  const level = within(undefined);
  return { ...scopeAt(level), parameters, text: () => level.lines.join('\n') };
};

/** Arithmetic on whole numbers below 2^24, which are exact in single precision. */
export const plus = (scope: Scope, a: string, b: string): string => {
  if (a === literal(0)) return b;
  return b === literal(0) ? a : scope.name(`${a} + ${b}`);
};

export const times = (scope: Scope, a: string, factor: number): string => {
  if (a === literal(0) || factor === 0) return literal(0);
  return factor === 1 ? a : scope.name(`${a} * ${literal(factor)}`);
};

/**
 * ⌊a / divisor⌋ for a ≥ 0. Shaders divide to within a few units of the last place only, so that a first guess may be
 * one off; what is left over shows by how much.
 */
export const quotient = (scope: Scope, a: string, divisor: number): string => {
  if (divisor === 1 || a === literal(0)) return a;
  const inverse = literal(1 / divisor);
  const guess = scope.name(`Math.floor(${scope.name(`${a} * ${inverse}`)})`);
  if (Number.isInteger(Math.log2(divisor))) return guess;
  const rest = scope.name(`${a} - ${times(scope, guess, divisor)}`);
  const isLow = truth(scope, `${rest} >= ${literal(divisor)}`);
  const isHigh = truth(scope, `${rest} < 0.0`);
  return scope.name(`${scope.name(`${guess} + ${isLow}`)} - ${isHigh}`);
};

/** 1 where a condition holds, else 0. */
export const truth = (scope: Scope, condition: string): string => scope.name(`${condition} ? 1.0 : 0.0`);

/** Whether x is not a number. By equality: gpu.js and shader compilers take `x !== x` for false. */
export const isNaNText = (scope: Scope, x: string): string => scope.name(`${x} === ${x} ? 0.0 : 1.0`);

/** `yes` where a truth is 1, else `no`. */
export const choose = (scope: Scope, truth: string, yes: string, no: string): string =>
  yes === no ? yes : scope.name(`${truth} > 0.5 ? ${yes} : ${no}`);

/** Whether all of several truths are 1. */
export const all = (scope: Scope, truths: readonly string[]): string =>
  truths.length === 0 ? literal(1) : truths.reduce((a, b) => scope.name(`${a} * ${b}`));
