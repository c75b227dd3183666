import fc from 'fast-check';
import { describe, it } from 'vitest';
import * as build from '../../src/tensor/build.ts';
import { programs } from '../arbitraries/program.ts';
import { nesting } from '../arbitraries/recipe.ts';
import { allPrimitives } from '../arbitraries/steps.ts';
import { expectSameBits } from '../transforms/support.ts';
import { inputsOf, loops, scanned } from './looping.ts';
import { batched, expectLoop, joined, untyped } from './mapping.ts';
import { run, stackAt } from './support.ts';

describe('vmap(f) is a loop over f', () => {
  it('for any program, any axes, any of the arguments shared', () => {
    fc.assert(fc.property(batched(programs()), expectLoop));
  });

  it.each(allPrimitives)('for programs of %s', (primitive) => {
    fc.assert(
      fc.property(
        batched(
          programs({
            primitives: nesting.includes(primitive) ? [primitive, 'unary'] : [primitive],
            maxSteps: 4,
          }),
        ),
        expectLoop,
      ),
    );
  });

  it('for loops that mix all they see: any trees, either direction, any of the arguments shared', () => {
    fc.assert(
      fc.property(
        loops,
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.constantFrom(2, 1, 3),
        (loop, shares, size) => {
          const inputs = inputsOf(loop);
          const axes = inputs.map((_, i) => (i > 0 && shares[i] === true ? null : 0));
          const all = build
            .range(size)
            .map((b) =>
              inputsOf(loop, loop.seed + 7 * b).map((x, i) => (axes[i] === null ? (inputs[i] ?? x) : x)),
            );
          const alone = all.map((own) => run(scanned(loop), own));
          const expected = (alone[0] ?? []).map((type, i) =>
            stackAt(
              0,
              alone.flatMap((results) => results[i] ?? []),
              type,
            ),
          );
          expectSameBits(
            run(untyped(scanned(loop), { in: axes, out: 0 }), joined(inputs, axes, all)),
            expected,
          );
        },
      ),
    );
  });

  it('for scans around other primitives', () => {
    fc.assert(
      fc.property(
        batched(programs({ primitives: ['scan', 'binary', 'dot', 'gather', 'select'] })),
        expectLoop,
      ),
    );
  });
});
