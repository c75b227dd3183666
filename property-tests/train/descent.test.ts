import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adam, adamw, chain, clipByGlobalNorm, sgd } from '../../src/train/index.ts';
import {
  courses,
  element,
  expectNear,
  leafNumbers,
  mapNumbers,
  type Opaque,
  opaque,
  runTrees,
  stepWith,
} from './support.ts';

/** ½ Σ a·(θ − c)² on every number: its gradients. */
interface Bowl {
  readonly params: unknown;
  readonly curvature: unknown;
  readonly center: unknown;
}
const curvature = fc.integer({ min: 8, max: 64 }).map((n) => n / 64);
const bowls: fc.Arbitrary<Bowl> = courses(1, curvature).chain(({ params, grads }) =>
  fc.array(element, { minLength: 64, maxLength: 64 }).map((numbers) => ({
    params,
    curvature: grads[0],
    // At least 1 away from where it begins.
    center: mapNumbers(params, (x, i, j) => x + 1 + Math.abs(numbers[(7 * i + j) % 64] ?? 0)),
  })),
);
const slope = ({ curvature, center }: Bowl, params: unknown): unknown => {
  const [a, c] = [leafNumbers(curvature), leafNumbers(center)];
  return mapNumbers(params, (x, i, j) => (a[i]?.[j] ?? 0) * (x - (c[i]?.[j] ?? 0)));
};
const depth = ({ curvature, center }: Bowl, params: unknown): number => {
  const [a, c] = [leafNumbers(curvature), leafNumbers(center)];
  return leafNumbers(params)
    .flatMap((leaf, i) => leaf.map((x, j) => ((a[i]?.[j] ?? 0) * (x - (c[i]?.[j] ?? 0)) ** 2) / 2))
    .reduce((sum, x) => sum + x, 0);
};
/** The parameters along a descent. */
const descent = (optimiser: Opaque, bowl: Bowl, rate: number, steps: number): readonly unknown[] => {
  const found = [bowl.params];
  let state = runTrees(optimiser.init, bowl.params);
  for (let t = 0; t < steps; t++) {
    const params = found.at(-1);
    const [next, moved] = stepWith(optimiser, state, params, slope(bowl, params), rate);
    state = next;
    found.push(moved);
  }
  return found;
};
const hasNumbers = ({ params }: Bowl) => leafNumbers(params).some((leaf) => leaf.length > 0);

const descents: fc.Arbitrary<Opaque> = fc.constantFrom(
  opaque(sgd()),
  opaque(sgd<unknown>({ momentum: 0.9 })),
  opaque(sgd<unknown>({ momentum: 0.9, nesterov: true })),
  opaque(adam<unknown>()),
  opaque(adamw<unknown>({ weightDecay: 0 })),
  opaque(chain(clipByGlobalNorm(1), adam<unknown>())),
  opaque(chain(clipByGlobalNorm(1), sgd())),
);

it('every optimiser goes down a bowl, step by step', () => {
  fc.assert(
    fc.property(bowls.filter(hasNumbers), descents, (bowl, optimiser) => {
      const depths = descent(optimiser, bowl, 1 / 64, 10).map((params) => depth(bowl, params));
      for (const [t, now] of depths.slice(1).entries()) expect(now).toBeLessThan(depths[t] ?? 0);
    }),
  );
});

it('Nesterov momentum is the two sequences of Nesterov: a gradient step, then further the way it went', () => {
  fc.assert(
    fc.property(
      bowls,
      fc.integer({ min: 1, max: 60 }).map((n) => n / 64),
      (bowl, momentum) => {
        const rate = 0.25;
        const found = descent(opaque(sgd<unknown>({ momentum, nesterov: true })), bowl, rate, 6);
        // x ← y − rate · ∇f(y), y ← x + μ · (x − what x was): on plain numbers, y from the parameters.
        const [a, c] = [leafNumbers(bowl.curvature), leafNumbers(bowl.center)];
        const ways = leafNumbers(bowl.params).map((leaf, i) =>
          leaf.map((start, j) => {
            let [x, y] = [start, start];
            return Array.from({ length: 6 }, () => {
              const next = y - rate * (a[i]?.[j] ?? 0) * (y - (c[i]?.[j] ?? 0));
              y = next + momentum * (next - x);
              x = next;
              return y;
            });
          }),
        );
        found.slice(1).forEach((params, t) => {
          expectNear(
            leafNumbers(params),
            ways.map((leaf) => leaf.map((way) => way[t] ?? Number.NaN)),
          );
        });
      },
    ),
  );
});
