/** The optimisers do, on trees of tensors, what their papers say of numbers. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flattenValues } from '../../src/tensor/tree.ts';
import { value } from '../../src/tensor/values.ts';
import { adam, adamw, type Optimiser, type ParameterMask, sgd } from '../../src/train/index.ts';
import { type Path, plainAdam, plainSgd } from './plain-optimisers.ts';
import { type Course, courses, expectNear, leafNumbers, train } from './support.ts';

/** The parameters after each step, each number on its own; `pathOf` gives the rule of a parameter. */
const plainly = (
  { params, grads, rates }: Course,
  pathOf: (path: string, shape: readonly number[]) => Path,
): readonly (readonly (readonly number[])[])[] => {
  const { leaves, paths } = flattenValues(params);
  const gradients = grads.map(leafNumbers);
  const ways = leaves.map(({ data, shape }, i) =>
    Array.from(data, (theta, j) =>
      pathOf(paths[i] ?? '', shape)(
        theta,
        gradients.map((g) => g[i]?.[j] ?? Number.NaN),
        rates,
      ),
    ),
  );
  return rates.map((_, t) => ways.map((leaf) => leaf.map((way) => way[t] ?? Number.NaN)));
};

const expectSame = <S>(
  optimiser: Optimiser<unknown, S>,
  course: Course,
  pathOf: (path: string, shape: readonly number[]) => Path,
): void => {
  const expected = plainly(course, pathOf);
  train(optimiser, course).params.forEach((params, t) => {
    expectNear(leafNumbers(params), expected[t] ?? []);
  });
};

const share = (most: number) => fc.integer({ min: 0, max: most }).map((n) => n / 64);
const masks: fc.Arbitrary<ParameterMask | undefined> = fc.constantFrom<(ParameterMask | undefined)[]>(
  undefined,
  () => true,
  (path) => path.includes('weight'),
  (_, shape) => shape.length === 1,
);
/** What the documentation says of the default: parameters with at least two axes. */
const decays = (mask: ParameterMask | undefined, path: string, shape: readonly number[]): boolean =>
  mask === undefined ? shape.length > 1 : mask(path, shape);

it('sgd is the loop of torch.optim.SGD: momentum, Nesterov, and decay of what the mask names', () => {
  fc.assert(
    fc.property(
      courses(),
      fc.record({ momentum: share(60), nesterov: fc.boolean(), weightDecay: share(32), mask: masks }),
      (course, { momentum, nesterov, weightDecay, mask }) => {
        const options = { momentum, nesterov: nesterov && momentum > 0, weightDecay };
        expectSame(sgd<unknown>({ ...options, ...(mask && { mask }) }), course, (path, shape) =>
          plainSgd({ ...options, decay: decays(mask, path, shape) ? weightDecay : 0 }),
        );
      },
    ),
  );
});

it('sgd without momentum is sgd with momentum 0, without its state', () => {
  fc.assert(
    fc.property(courses(), share(32), (course, weightDecay) => {
      const plain = train(sgd({ weightDecay }), course);
      expect(plain.params).toEqual(train(sgd<unknown>({ weightDecay, momentum: 0 }), course).params);
      expect(plain.states.at(-1)).toEqual([[], []]);
    }),
  );
});

const betas = fc.record({
  beta1: fc.constantFrom(0, 0.5, 0.9, 0.99),
  beta2: fc.constantFrom(0, 0.9, 0.99, 0.999),
  epsilon: fc.constantFrom(1e-8, 1e-3, 0.1),
});

/** Where √v̂ may be next to nothing, a quotient of roundings is no number to compare: gradients here are not. */
const gradient = fc
  .tuple(fc.integer({ min: 16, max: 256 }), fc.constantFrom(1, -1))
  .map(([n, sign]) => (sign * n) / 64);

it('adam is algorithm 1 of Kingma and Ba', () => {
  fc.assert(
    fc.property(courses(12, gradient), betas, (course, options) => {
      expectSame(adam<unknown>(options), course, () => plainAdam({ ...options, decay: 0 }));
    }),
  );
});

it('adamw is algorithm 2 of Loshchilov and Hutter, on what the mask names', () => {
  fc.assert(
    fc.property(courses(12, gradient), betas, share(32), masks, (course, options, weightDecay, mask) => {
      expectSame(adamw<unknown>({ ...options, weightDecay, ...(mask && { mask }) }), course, (path, shape) =>
        plainAdam({ ...options, decay: decays(mask, path, shape) ? weightDecay : 0 }),
      );
    }),
  );
});

it('adam follows its paper over hundreds of steps', () => {
  const steps = 400;
  const course: Course = {
    params: { w: value([1, 2, 3]) },
    grads: Array.from({ length: steps }, (_, t) => ({
      w: value([Math.sin(t), 1e-3 * Math.cos(3 * t), 100 + t]),
    })),
    rates: Array.from({ length: steps }, (_, t) => 0.01 / (1 + t / 100)),
  };
  const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
  expectSame(adam<unknown>(options), course, () => plainAdam({ ...options, decay: 0 }));
});
