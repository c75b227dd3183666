import fc from 'fast-check';
import { describe, it } from 'vitest';
import * as build from '../../src/tensor/build.ts';
import { arithmeticOps, type BinaryOp, type UnaryOp, unaryOps } from '../../src/tensor/primitives.ts';
import { makeValue } from '../../src/tensor/values.ts';
import type { Many } from '../scan-vmap/support.ts';
import { expectAllSlopes, expectSlopes, fewer } from './slopes.ts';
import { gradientOf } from './support.ts';

type Domain = readonly [low: number, high: number];
const wide: Domain = [-2.9, 2.8];
const alsoWide: Domain = [-2.7, 3.1];
const positive: Domain = [0.1, 4];

/** Where floats can be put in; those not named take all. */
const domains: { readonly [O in UnaryOp]?: Domain } = {
  log: positive,
  sqrt: positive,
  rsqrt: positive,
  log1p: [-0.9, 3],
};

const ofFloats = unaryOps.filter((op) => op !== 'not' && op !== 'bitsToUnit');

/** Numbers of all sizes alike: not mostly 0, where some functions have a kink. */
const within = ([low, high]: Domain): fc.Arbitrary<number> =>
  fc.nat(1_000_003).map((n) => Math.fround(low + ((high - low) * n) / 1_000_003));

/** Lists of arguments, each from its own domain. */
const samples = (...domains: readonly Domain[]) =>
  fc.array(fc.tuple(...domains.map(within)), { minLength: 1, maxLength: 5 });

const columns = (rows: readonly (readonly number[])[]) =>
  (rows[0] ?? []).map((_, k) =>
    makeValue(
      [rows.length],
      'f32',
      Float32Array.from(rows, (row) => row[k] ?? 0),
    ),
  );

const check = (f: Many, rows: fc.Arbitrary<readonly (readonly number[])[]>): void => {
  expectAllSlopes(
    fc.tuple(rows, fc.nat()),
    ([list, seed]) => expectSlopes((xs) => ({ f, xs }), columns(list), seed),
    fewer,
  );
};

const unary =
  (op: UnaryOp): Many =>
  (...[x]) =>
    x === undefined ? [] : [build.unary(op, x)];
const binary =
  (op: BinaryOp): Many =>
  (...[a, b]) =>
    a === undefined || b === undefined ? [] : [build.binary(op, a, b)];

describe.each(ofFloats)('%s', (op) => {
  it('has its derivative', () => {
    check(unary(op), samples(domains[op] ?? wide));
  });
  it('has its second and third derivative', () => {
    check(gradientOf(unary(op)), samples(domains[op] ?? wide));
    check(gradientOf(gradientOf(unary(op))), samples(domains[op] ?? wide));
  });
});

/** Arguments of binary ops: of each sign where there are several. */
const domainsOf: { readonly [O in BinaryOp]?: readonly (readonly [Domain, Domain])[] } = {
  div: [
    [wide, positive],
    [wide, [-4, -0.1]],
  ],
  rem: [
    [wide, [0.5, 4]],
    [wide, [-4, -0.5]],
  ],
  pow: [[[0.2, 3], wide]],
};

describe.each(arithmeticOps)('%s', (op) => {
  it.each(domainsOf[op] ?? [[wide, alsoWide] as const])('has its derivatives in %j, %j', (a, b) => {
    check(binary(op), samples(a, b));
    check(gradientOf(binary(op)), samples(a, b));
  });
});

it.each([-2, -1, 0, 1, 2, 3])('any base to the power %i has its derivatives', (n) => {
  const power: Many = (...[x]) => (x === undefined ? [] : [build.binary('pow', x, n)]);
  for (const domain of [
    [0.3, 3],
    [-3, -0.3],
  ] as const) {
    check(power, samples(domain));
    check(gradientOf(power), samples(domain));
  }
});

it('powers have mixed derivatives where the exponent is 0', () => {
  const power = binary('pow');
  const atZero = within([0.3, 3]).map((x) => [[x, 0]]);
  check(power, atZero);
  check(gradientOf(power), atZero);
});
