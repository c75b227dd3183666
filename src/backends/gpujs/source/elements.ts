/** Elements of tensors in the text of a kernel, and what each elementwise op makes of them, by dtype. */
import type { DType } from '../../../tensor/dtype.ts';
import type { BinaryOp, UnaryOp } from '../../../tensor/primitives.ts';
import { floatFunctions, power, remainder } from './floats.ts';
import { literal, one, zero } from './literal.ts';
import { choose, isNaNText, type Scope, truth } from './scope.ts';
import {
  addWords,
  areEqual,
  chooseWord,
  isLess,
  isNegative,
  multiplyWords,
  negateWord,
  numberOf,
  type Word,
  wordOf,
  wordOfFloat,
} from './words.ts';

/** One number for f32, and for bool, where it is 0 or 1; two halves for i32. */
export type Element = readonly [number: string] | Word;

/** How many numbers are stored for each element. */
export const halvesOf = (dtype: DType): 1 | 2 => (dtype === 'i32' ? 2 : 1);

export const numberIn = (element: Element): string => element[0];

export const wordIn = (element: Element): Word => {
  if (element.length === 1) throw new TypeError('gpujs: a number is not a 32-bit integer');
  return element;
};

const isWord = (element: Element): element is Word => element.length === 2;

/** A number known while compiling; i32 as bits. */
export const elementOf = (dtype: DType, x: number): Element => (dtype === 'i32' ? wordOf(x) : [literal(x)]);

/** The position in an array that an i32 element says; exact where an array can be as long. */
export const indexIn = (scope: Scope, element: Element): string => numberOf(scope, wordIn(element));

export const chooseElement = (scope: Scope, condition: string, yes: Element, no: Element): Element =>
  isWord(yes) && isWord(no)
    ? chooseWord(scope, condition, yes, no)
    : [choose(scope, condition, numberIn(yes), numberIn(no))];

/** Whether a < b. */
export const less = (scope: Scope, a: Element, b: Element): string =>
  isWord(a) && isWord(b) ? isLess(scope, a, b) : truth(scope, `${numberIn(a)} < ${numberIn(b)}`);

const equal = (scope: Scope, a: Element, b: Element): string =>
  isWord(a) && isWord(b) ? areEqual(scope, a, b) : truth(scope, `${numberIn(a)} === ${numberIn(b)}`);

const not = (scope: Scope, condition: string): string => scope.name(`1.0 - ${condition}`);

export const add = (scope: Scope, a: Element, b: Element): Element =>
  isWord(a) && isWord(b) ? addWords(scope, a, b) : [scope.name(`${numberIn(a)} + ${numberIn(b)}`)];

export const multiply = (scope: Scope, a: Element, b: Element): Element =>
  isWord(a) && isWord(b) ? multiplyWords(scope, a, b) : [scope.name(`${numberIn(a)} * ${numberIn(b)}`)];

const negate = (scope: Scope, a: Element): Element =>
  isWord(a) ? negateWord(scope, a) : [scope.name(`-${numberIn(a)}`)];

const extreme =
  (name: 'max' | 'min') =>
  (scope: Scope, a: Element, b: Element): Element => {
    const isFirst = name === 'max' ? less(scope, b, a) : less(scope, a, b);
    const better = chooseElement(scope, isFirst, a, b);
    if (isWord(a)) return better;
    // b is chosen where either is not a number; shaders do not say what their max and min make of it.
    return [choose(scope, isNaNText(scope, numberIn(a)), numberIn(a), numberIn(better))];
  };

type Binary = (scope: Scope, a: Element, b: Element) => Element;

const ofNumbers =
  (f: (scope: Scope, a: string, b: string) => string): Binary =>
  (scope, a, b) => [f(scope, numberIn(a), numberIn(b))];

/** A comparison: of words by halves, of numbers as written (one with what is not a number is false, but for `ne`). */
const compare =
  (symbol: string, ofWords: (scope: Scope, a: Word, b: Word) => string): Binary =>
  (scope, a, b) =>
    isWord(a) && isWord(b)
      ? [ofWords(scope, a, b)]
      : [truth(scope, `${numberIn(a)} ${symbol} ${numberIn(b)}`)];

export const binaryOps: { readonly [O in BinaryOp]: Binary } = {
  add,
  sub: (scope, a, b) =>
    isWord(a) ? add(scope, a, negate(scope, b)) : [scope.name(`${numberIn(a)} - ${numberIn(b)}`)],
  mul: multiply,
  div: ofNumbers((scope, a, b) => scope.name(`${a} / ${b}`)),
  pow: ofNumbers(power),
  rem: ofNumbers(remainder),
  max: extreme('max'),
  min: extreme('min'),
  eq: (scope, a, b) => [equal(scope, a, b)],
  ne: (scope, a, b) => [not(scope, equal(scope, a, b))],
  lt: compare('<', isLess),
  le: compare('<=', (scope, a, b) => not(scope, isLess(scope, b, a))),
  gt: compare('>', (scope, a, b) => isLess(scope, b, a)),
  ge: compare('>=', (scope, a, b) => not(scope, isLess(scope, a, b))),
  and: ofNumbers((scope, a, b) => scope.name(`${a} * ${b}`)),
  or: ofNumbers((scope, a, b) => scope.name(`Math.max(${a}, ${b})`)),
  xor: ofNumbers((scope, a, b) => scope.name(`Math.abs(${scope.name(`${a} - ${b}`)})`)),
};

const ofWord: { readonly [O in 'neg' | 'abs' | 'sign' | 'relu']: (scope: Scope, a: Word) => Word } = {
  neg: negateWord,
  abs: (scope, a) => chooseWord(scope, isNegative(scope, a), negateWord(scope, a), a),
  sign: (scope, a) => {
    const isZero = areEqual(scope, a, wordOf(0));
    return chooseWord(
      scope,
      isNegative(scope, a),
      wordOf(-1),
      chooseWord(scope, isZero, wordOf(0), wordOf(1)),
    );
  },
  relu: (scope, a) => chooseWord(scope, isNegative(scope, a), wordOf(0), a),
};

/** The upper 24 bits of a word, as a number from 0 to 1. */
const bitsToUnit = (scope: Scope, [low, high]: Word): string => {
  const byte = scope.name(`Math.floor(${scope.name(`${low} * ${literal(1 / 256)}`)})`);
  const upper = scope.name(`${scope.name(`${high} * 256.0`)} + ${byte}`);
  return scope.name(`${upper} * ${literal(2 ** -24)}`);
};

export const unaryOp = (op: UnaryOp, scope: Scope, x: Element): Element => {
  if (op === 'bitsToUnit') return [bitsToUnit(scope, wordIn(x))];
  if (op === 'not') return [not(scope, numberIn(x))];
  if (isWord(x)) {
    if (op === 'neg' || op === 'abs' || op === 'sign' || op === 'relu') return ofWord[op](scope, x);
    throw new TypeError(`gpujs: ${op} does not take i32`);
  }
  return [floatFunctions[op](scope, numberIn(x))];
};

export const convertElement = (scope: Scope, from: DType, to: DType, x: Element): Element => {
  if (from === to) return x;
  if (to === 'bool') {
    const isZero = isWord(x) ? areEqual(scope, x, wordOf(0)) : truth(scope, `${numberIn(x)} === 0.0`);
    return [not(scope, isZero)];
  }
  if (to === 'i32') return from === 'bool' ? [numberIn(x), zero] : wordOfFloat(scope, numberIn(x));
  return from === 'i32' ? [numberOf(scope, wordIn(x))] : x;
};

export { one, zero };
