import fc from 'fast-check';
import { describe, it } from 'vitest';
import { programs, smooth } from '../arbitraries/program.ts';
import { truthful } from './rules.ts';
import { expectAllSlopes, expectSlopes, fewer } from './slopes.ts';
import {
  directions,
  expectClose,
  floatPart,
  gradientOf,
  gradOf,
  inner,
  lossOf,
  pushForward,
  runExactly,
} from './support.ts';

const options = { ...smooth, primitives: [...smooth.primitives, 'custom'], maxSteps: 8 } as const;
const cases = programs(options).map(truthful);

describe('second derivatives', () => {
  it.each([...smooth.primitives, 'custom'] as const)(
    'of programs of %s are what differences of gradients say',
    (primitive) => {
      const few = programs({ ...smooth, primitives: [primitive, 'unary', 'binary'], maxSteps: 5 }).map(
        truthful,
      );
      expectAllSlopes(
        fc.tuple(few, fc.nat()),
        ([{ program, inputs }, seed]) =>
          expectSlopes((xs) => ({ f: gradientOf(floatPart(program, xs).f), xs }), inputs, seed),
        fewer,
      );
    },
  );

  it('of smooth programs are what differences of gradients say', () => {
    expectAllSlopes(fc.tuple(cases, fc.nat()), ([{ program, inputs }, seed]) =>
      expectSlopes((xs) => ({ f: gradientOf(floatPart(program, xs).f), xs }), inputs, seed),
    );
  });

  it('forward over reverse is reverse over reverse: the Hessian is symmetric', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ program, inputs }, seed) => {
        const n = inputs.length;
        const results = runExactly(
          (...args) => {
            const [xs, v] = [args.slice(0, n), args.slice(n)];
            const loss = lossOf(floatPart(program, xs).f);
            const forward = pushForward({ f: (...at) => gradOf(loss)(at), xs }, v).dys;
            const reverse = gradOf((at) => inner(gradOf(loss)(at), v))(xs);
            return [...forward, ...reverse];
          },
          [...inputs, ...directions(inputs, seed)],
        );
        expectClose(results.slice(0, n), results.slice(n));
      }),
    );
  });
});
