import fc from 'fast-check';
import { describe, it } from 'vitest';
import * as build from '../../src/tensor/build.ts';
import type { Many } from '../scan-vmap/support.ts';
import {
  type Applied,
  convs,
  dots,
  gathers,
  reductions,
  scatters,
  selections,
  windows,
} from './applications.ts';
import { expectAllSlopes, expectSlopes } from './slopes.ts';
import { directions, gradientOf } from './support.ts';

const check = (cases: fc.Arbitrary<Applied>, change: (f: Many) => Many = (f) => f): void =>
  expectAllSlopes(fc.tuple(cases, fc.nat()), ([{ f, shapes }, seed]) =>
    expectSlopes(
      (xs) => ({ f: change(f), xs }),
      directions(
        shapes.map((shape) => ({ shape })),
        seed + 2,
      ),
      seed,
    ),
  );

describe.each<readonly [string, fc.Arbitrary<Applied>]>([
  ['dots of any axes', dots],
  ['convolutions of all kinds', convs],
  ['sums over windows', windows('sum')],
  ['largest of windows', windows('max')],
  ['least of windows', windows('min')],
  ['choices in windows', selections],
  ['sums over axes', reductions('sum')],
  ['largest over axes', reductions('max')],
  ['least over axes', reductions('min')],
  ['gathers with a batch', gathers],
  ['scatters with a batch', scatters],
])('%s', (_, cases) => {
  it('have the derivatives that differences say', () => {
    check(cases);
  });

  it('and so have the gradients of their squares', () => {
    check(cases, (f) => gradientOf((...xs) => f(...xs).map((y) => build.binary('mul', y, y))));
  });
});
