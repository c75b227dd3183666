import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adam, adamw, sgd } from '../../src/train/index.ts';
import { courses, expectNear, leafNumbers, mapNumbers, opaque, train } from './support.ts';

it('parameters without gradients stay as they are, bit for bit; so running statistics do', () => {
  fc.assert(
    fc.property(
      courses(4),
      fc.constantFrom(
        opaque(adam<unknown>()),
        opaque(sgd<unknown>({ momentum: 0.9 })),
        opaque(adamw<unknown>({ mask: () => false })),
      ),
      (course, optimiser) => {
        const still = { ...course, grads: course.grads.map((g) => mapNumbers(g, () => 0)) };
        for (const params of train(optimiser, still).params) expect(params).toEqual(course.params);
      },
    ),
  );
});

const nonZero = fc
  .tuple(fc.integer({ min: -20, max: 20 }), fc.constantFrom(1, -1, 1.5, -1.75))
  .map(([power, x]) => x * 2 ** power);

it('the first step of adam is −rate · sign(gradient), whatever the size of the gradient', () => {
  fc.assert(
    fc.property(
      courses(1, nonZero),
      fc.constantFrom(0, 0.9),
      fc.constantFrom(0, 0.999),
      (course, beta1, beta2) => {
        const first = train(adam<unknown>({ beta1, beta2, epsilon: 1e-15 }), course).params[0];
        const gradients = leafNumbers(course.grads[0]);
        const expected = leafNumbers(course.params).map((leaf, i) =>
          leaf.map((x, j) => x - (course.rates[0] ?? 0) * Math.sign(gradients[i]?.[j] ?? 0)),
        );
        expectNear(leafNumbers(first), expected, 1e-6);
      },
    ),
  );
});

it('adam does not see the scale of the loss', () => {
  fc.assert(
    fc.property(courses(5), fc.integer({ min: -20, max: 20 }), (course, power) => {
      const scaled = { ...course, grads: course.grads.map((g) => mapNumbers(g, (x) => x * 2 ** power)) };
      // A power of two scales without rounding; epsilon, which is no scale-free thing, is out of the way.
      const optimiser = adam<unknown>({ epsilon: 1e-30 });
      expect(train(optimiser, scaled).params).toEqual(train(optimiser, course).params);
    }),
  );
});

it('the decay of adamw is decoupled: on top of adam it takes rate · λ · θ, whatever the gradients', () => {
  fc.assert(
    fc.property(courses(1), (course) => {
      const [decayed, plain] = [adamw<unknown>({ weightDecay: 0.25, mask: () => true }), adam<unknown>()];
      const expected = leafNumbers(course.params).map((leaf, i) =>
        leaf.map(
          (x, j) =>
            (leafNumbers(train(plain, course).params[0])[i]?.[j] ?? 0) - (course.rates[0] ?? 0) * 0.25 * x,
        ),
      );
      expectNear(leafNumbers(train(decayed, course).params[0]), expected, 1e-6);
      expect(train(adamw<unknown>({ weightDecay: 0 }), course).params).toEqual(train(plain, course).params);
    }),
  );
});
