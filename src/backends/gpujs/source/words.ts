/**
 * 32-bit integers as two numbers from 0 to 65535, the low and the high half: single precision, which is all that
 * gpu.js stores, holds whole numbers up to 2^24 only. Arithmetic wraps, as that of the reference does.
 */
import { literal } from './literal.ts';
import { choose, type Scope, truth } from './scope.ts';

export type Word = readonly [low: string, high: string];

const radix = 65_536;

/** A number modulo 2^16, and what is carried; exact up to 2^24. */
const split = (scope: Scope, sum: string): readonly [rest: string, carry: string] => {
  const carry = scope.name(`Math.floor(${scope.name(`${sum} * ${literal(1 / radix)}`)})`);
  return [scope.name(`${sum} - ${scope.name(`${carry} * ${literal(radix)}`)}`), carry];
};

const low16 = (scope: Scope, sum: string): string => split(scope, sum)[0];

export const wordOf = (x: number): Word => [literal(x & 0xffff), literal((x >>> 16) & 0xffff)];

/** A whole number from 0 to 2^24. */
export const wordOfIndex = (scope: Scope, index: string): Word => split(scope, index);

/** The upper half as a number with a sign. */
const signedHigh = (scope: Scope, [, high]: Word): string =>
  scope.name(`${high} - ${scope.name(`${truth(scope, `${high} >= 32768.0`)} * ${literal(radix)}`)}`);

/** As an ordinary number, rounded where it has more than 24 bits. */
export const numberOf = (scope: Scope, word: Word): string =>
  scope.name(`${scope.name(`${signedHigh(scope, word)} * ${literal(radix)}`)} + ${word[0]}`);

export const addWords = (scope: Scope, [a0, a1]: Word, [b0, b1]: Word): Word => {
  const [low, carry] = split(scope, scope.name(`${a0} + ${b0}`));
  return [low, low16(scope, scope.name(`${scope.name(`${a1} + ${b1}`)} + ${carry}`))];
};

export const negateWord = (scope: Scope, [a0, a1]: Word): Word => {
  const complement: Word = [scope.name(`65535.0 - ${a0}`), scope.name(`65535.0 - ${a1}`)];
  return addWords(scope, complement, wordOf(1));
};

/** A product of 16-bit numbers, in two halves: by bytes, so that nothing between has more than 24 bits. */
const multiply16 = (scope: Scope, a: string, b: string): Word => {
  const high = scope.name(`Math.floor(${scope.name(`${a} * ${literal(1 / 256)}`)})`);
  const low = scope.name(`${a} - ${scope.name(`${high} * 256.0`)}`);
  // a·b = high·b·2^8 + low·b
  const upper = scope.name(`${high} * ${b}`);
  const upperHigh = scope.name(`Math.floor(${scope.name(`${upper} * ${literal(1 / 256)}`)})`);
  const upperLow = scope.name(`${upper} - ${scope.name(`${upperHigh} * 256.0`)}`);
  const [rest, carry] = split(scope, scope.name(`${low} * ${b}`));
  const [sum, more] = split(scope, scope.name(`${scope.name(`${upperLow} * 256.0`)} + ${rest}`));
  return [sum, scope.name(`${scope.name(`${upperHigh} + ${carry}`)} + ${more}`)];
};

export const multiplyWords = (scope: Scope, [a0, a1]: Word, [b0, b1]: Word): Word => {
  const [low, carry] = multiply16(scope, a0, b0);
  const [cross1] = multiply16(scope, a0, b1);
  const [cross2] = multiply16(scope, a1, b0);
  return [low, low16(scope, scope.name(`${scope.name(`${cross1} + ${cross2}`)} + ${carry}`))];
};

/** Whether a < b, as numbers with signs. */
export const isLess = (scope: Scope, a: Word, b: Word): string => {
  const [highA, highB] = [signedHigh(scope, a), signedHigh(scope, b)];
  const lows = truth(scope, `${a[0]} < ${b[0]}`);
  const equal = truth(scope, `${highA} === ${highB}`);
  return choose(scope, equal, lows, truth(scope, `${highA} < ${highB}`));
};

export const areEqual = (scope: Scope, a: Word, b: Word): string =>
  scope.name(`${truth(scope, `${a[0]} === ${b[0]}`)} * ${truth(scope, `${a[1]} === ${b[1]}`)}`);

export const chooseWord = (scope: Scope, condition: string, yes: Word, no: Word): Word => [
  choose(scope, condition, yes[0], no[0]),
  choose(scope, condition, yes[1], no[1]),
];

export const isNegative = (scope: Scope, [, high]: Word): string => truth(scope, `${high} >= 32768.0`);

/** Bits of either, not of both. */
export const xorWords = (scope: Scope, [a0, a1]: Word, [b0, b1]: Word): Word => [
  scope.name(`${a0} ^ ${b0}`),
  scope.name(`${a1} ^ ${b1}`),
];

/** Bits moved to the left, those that fall off coming in from the right. */
export const rotateLeft = (scope: Scope, [low, high]: Word, count: number): Word => {
  const [first, second] = count >= 16 ? [high, low] : [low, high];
  const by = count % 16;
  if (by === 0) return [first, second];
  const cut = (half: string): readonly [stays: string, leaves: string] => {
    const leaves = scope.name(`Math.floor(${scope.name(`${half} * ${literal(2 ** (by - 16))}`)})`);
    const stays = scope.name(`${half} - ${scope.name(`${leaves} * ${literal(2 ** (16 - by))}`)}`);
    return [scope.name(`${stays} * ${literal(2 ** by)}`), leaves];
  };
  const [low0, out0] = cut(first);
  const [low1, out1] = cut(second);
  return [scope.name(`${low0} + ${out1}`), scope.name(`${low1} + ${out0}`)];
};

/** f32 → i32: truncated, saturated; what is not a number is 0. */
export const wordOfFloat = (scope: Scope, x: string): Word => {
  const size = scope.name(`Math.floor(${scope.name(`Math.abs(${x})`)})`);
  const high = scope.name(`Math.floor(${scope.name(`${size} * ${literal(1 / radix)}`)})`);
  const low = scope.name(`${size} - ${scope.name(`${high} * ${literal(radix)}`)}`);
  const isNegative = truth(scope, `${x} < 0.0`);
  const signed = chooseWord(scope, isNegative, negateWord(scope, [low, high]), [low, high]);
  const above = chooseWord(scope, truth(scope, `${x} >= 2147483648.0`), wordOf(2 ** 31 - 1), signed);
  const both = chooseWord(scope, truth(scope, `${x} < (-2147483648.0)`), wordOf(-(2 ** 31)), above);
  return chooseWord(scope, truth(scope, `${x} === ${x}`), both, wordOf(0));
};
