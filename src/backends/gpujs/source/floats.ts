/**
 * Functions of one number. What shaders have of their own is used where it is good to about 1e-6; near 0, where it is
 * not (WGSL §15.7.4 bounds sin, tanh and log by absolute errors), series are.
 */
import type { UnaryOp } from '../../../tensor/primitives.ts';
import { literal } from './literal.ts';
import { choose, isNaNText, type Scope, truth } from './scope.ts';

type Emit = (scope: Scope, x: string) => string;

/** coefficients[0] + x·(coefficients[1] + x·(…)) */
const polynomial = (scope: Scope, x: string, coefficients: readonly number[]): string => {
  const [last = 0, ...others] = coefficients.toReversed();
  return others.reduce(
    (sum, c) => scope.name(`${scope.name(`${sum} * ${x}`)} + ${literal(c)}`),
    literal(last),
  );
};

const call =
  (name: string): Emit =>
  (scope, x) =>
    scope.name(`Math.${name}(${x})`);

/** f of numbers; NaN of NaN, of which shaders' own functions make anything. */
const keepNaN =
  (f: Emit): Emit =>
  (scope, x) =>
    choose(scope, isNaNText(scope, x), x, f(scope, x));

const exp = keepNaN(call('exp'));
const abs = call('abs');
const floor = call('floor');
const square: Emit = (scope, x) => scope.name(`${x} * ${x}`);
const negate: Emit = (scope, x) => scope.name(`-${x}`);
const times = (scope: Scope, a: string, b: string): string => scope.name(`${a} * ${b}`);

/** `near` within `bound` of 0, else `far`. */
const nearZero = (scope: Scope, x: string, bound: number, near: string, far: string): string =>
  choose(scope, truth(scope, `${abs(scope, x)} < ${literal(bound)}`), near, far);

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
const inverseFactorials = (count: number, step: number, first: number): readonly number[] =>
  Array.from({ length: count }, (_, i) => 1 / factorial(first + step * i));

const expm1: Emit = (scope, x) => {
  const series = times(scope, x, polynomial(scope, x, inverseFactorials(8, 1, 1)));
  return nearZero(scope, x, 0.5, series, scope.name(`${exp(scope, x)} - 1.0`));
};

const oddSeries = (scope: Scope, x: string, coefficients: readonly number[]): string =>
  times(scope, x, polynomial(scope, square(scope, x), coefficients));

/** −∞ of 0, and NaN of what is below: shaders' own logarithms are only what they should be of positive numbers. */
const log: Emit = (scope, x) => {
  const edge = negate(scope, scope.name(`1.0 / ${abs(scope, scope.name(`Math.sqrt(${x})`))}`));
  return choose(scope, truth(scope, `${x} > 0.0`), scope.name(`Math.log(${x})`), edge);
};

/** log(1 + x) = 2 atanh(x / (2 + x)). */
const log1p: Emit = (scope, x) => {
  const s = scope.name(`${x} / ${scope.name(`${x} + 2.0`)}`);
  const series = oddSeries(scope, s, [2, 2 / 3, 2 / 5, 2 / 7, 2 / 9]);
  const plain = log(scope, scope.name(`${x} + 1.0`));
  return nearZero(scope, x, 0.25, series, plain);
};

/** Beyond this tanh is ±1 in single precision, and exp soon overflows. */
const flat = 12;

const tanh: Emit = keepNaN((scope, x) => {
  const series = oddSeries(scope, x, [1, -1 / 3, 2 / 15, -17 / 315, 62 / 2835]);
  const size = scope.name(`Math.min(${abs(scope, x)}, ${literal(flat)})`);
  const grown = exp(scope, scope.name(`${size} * 2.0`));
  const far = scope.name(`1.0 - ${scope.name(`2.0 / ${scope.name(`${grown} + 1.0`)}`)}`);
  const signed = choose(scope, truth(scope, `${x} < 0.0`), negate(scope, far), far);
  return nearZero(scope, x, 0.35, series, signed);
});

const sigmoid: Emit = (scope, x) => {
  const shrunk = exp(scope, negate(scope, abs(scope, x)));
  const low = scope.name(`${shrunk} / ${scope.name(`1.0 + ${shrunk}`)}`);
  const high = scope.name(`1.0 / ${scope.name(`1.0 + ${shrunk}`)}`);
  return choose(scope, truth(scope, `${x} < 0.0`), low, high);
};

/** π in three parts, of which the first two have few bits, so that multiples of them are exact. */
const piParts = [3.140625, 9.675025939941406e-4, 1.509957990978376e-7] as const;

/** Beyond this too few digits are left of what multiples of π leave; shaders' own functions stay within ±1 at least. */
const mostTurned = 2 ** 17;

/** sin(x − (n + shift)·π)·(−1)^n, of an n which puts the argument within ±π/2. */
const sinFrom =
  (shift: number, sign: 1 | -1, own: Emit): Emit =>
  (scope, x) => {
    const turns = scope.name(`${x} * ${literal(1 / Math.PI)}`);
    const n = floor(scope, scope.name(`${turns} + ${literal(0.5 - shift)}`));
    const halves = scope.name(`${n} + ${literal(shift)}`);
    const r = piParts.reduce(
      (rest, part) => scope.name(`${rest} - ${times(scope, halves, literal(part))}`),
      x,
    );
    const sine = oddSeries(
      scope,
      r,
      inverseFactorials(6, 2, 1).map((c, i) => (i % 2 === 0 ? c : -c)),
    );
    const pairs = floor(scope, times(scope, n, literal(0.5)));
    const isOdd = truth(scope, `${n} - ${times(scope, pairs, literal(2))} > 0.5`);
    const other = negate(scope, sine);
    const near = sign === 1 ? choose(scope, isOdd, other, sine) : choose(scope, isOdd, sine, other);
    return choose(scope, truth(scope, `${abs(scope, x)} > ${literal(mostTurned)}`), own(scope, x), near);
  };

/** W. J. Cody's idea in the form of Numerical Recipes (2nd ed., §6.2, erfcc): a relative error of erfc below 1.2e-7. */
const erfcCoefficients = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
] as const;

const erf: Emit = (scope, x) => {
  const series = oddSeries(
    scope,
    x,
    [1, -1 / 3, 1 / 10, -1 / 42, 1 / 216, -1 / 1320].map((c) => (2 / Math.sqrt(Math.PI)) * c),
  );
  const size = abs(scope, x);
  const t = scope.name(`1.0 / ${scope.name(`${scope.name(`${size} * 0.5`)} + 1.0`)}`);
  const power = scope.name(`${polynomial(scope, t, erfcCoefficients)} - ${square(scope, size)}`);
  const far = scope.name(`1.0 - ${times(scope, t, exp(scope, power))}`);
  const signed = choose(scope, truth(scope, `${x} < 0.0`), negate(scope, far), far);
  return nearZero(scope, x, 0.5, series, signed);
};

/** Half to even. */
const round: Emit = (scope, x) => {
  const down = floor(scope, x);
  const rest = scope.name(`${x} - ${down}`);
  const up = scope.name(`${down} + 1.0`);
  const half = floor(scope, scope.name(`${down} * 0.5`));
  const isOdd = truth(scope, `${down} - ${scope.name(`${half} * 2.0`)} > 0.5`);
  const tie = choose(scope, isOdd, up, down);
  const above = choose(scope, truth(scope, `${rest} > 0.5`), up, tie);
  return choose(scope, truth(scope, `${rest} < 0.5`), down, above);
};

export const floatFunctions: { readonly [O in Exclude<UnaryOp, 'not' | 'bitsToUnit'>]: Emit } = {
  neg: negate,
  abs,
  sign: (scope, x) => {
    const ofNumber = scope.name(`${truth(scope, `${x} > 0.0`)} - ${truth(scope, `${x} < 0.0`)}`);
    return choose(scope, isNaNText(scope, x), x, ofNumber);
  },
  // Not Math.max, of which shaders do not say what it makes of what is not a number.
  relu: (scope, x) => scope.name(`${x} < 0.0 ? 0.0 : ${x}`),
  exp,
  expm1,
  log,
  log1p,
  sqrt: call('sqrt'),
  rsqrt: (scope, x) => scope.name(`1.0 / ${scope.name(`Math.sqrt(${x})`)}`),
  sin: sinFrom(0, 1, call('sin')),
  cos: sinFrom(0.5, -1, call('cos')),
  tanh,
  sigmoid,
  erf,
  floor,
  ceil: call('ceil'),
  round,
};

/** JavaScript's `%`: the rest has the sign of a. */
export const remainder = (scope: Scope, a: string, b: string): string => {
  const [x, y] = [abs(scope, a), abs(scope, b)];
  const count = floor(scope, scope.name(`${x} / ${y}`));
  const rest = scope.name(`${x} - ${times(scope, count, y)}`);
  // The quotient may have been rounded to the next whole number.
  const low = choose(scope, truth(scope, `${rest} < 0.0`), scope.name(`${rest} + ${y}`), rest);
  const size = choose(scope, truth(scope, `${low} >= ${y}`), scope.name(`${low} - ${y}`), low);
  return choose(scope, truth(scope, `${a} < 0.0`), negate(scope, size), size);
};

/** Shaders have powers of positive numbers only. */
export const power = (scope: Scope, a: string, b: string): string => {
  const size = scope.name(`Math.pow(${abs(scope, a)}, ${b})`);
  const whole = floor(scope, b);
  const half = floor(scope, scope.name(`${whole} * 0.5`));
  const isOdd = truth(scope, `${whole} - ${scope.name(`${half} * 2.0`)} > 0.5`);
  const odd = choose(scope, isOdd, negate(scope, size), size);
  // Of a negative number to a power that is not whole: not a number.
  const neither = times(scope, scope.name(`Math.sqrt(${a})`), size);
  const negative = choose(scope, truth(scope, `${whole} === ${b}`), odd, neither);
  return choose(scope, truth(scope, `${a} < 0.0`), negative, size);
};
