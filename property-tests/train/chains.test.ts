import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scan } from '../../src/tensor/scan.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { flattenValues, unflatten } from '../../src/tensor/tree.ts';
import { value } from '../../src/tensor/values.ts';
import {
  adam,
  adamw,
  addDecayedWeights,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  muon,
  scaleByAdam,
  scaleByRate,
  sgd,
  trace,
} from '../../src/train/index.ts';
import { stackAt } from '../scan-vmap/support.ts';
import { courses, type Opaque, opaque, runTrees, train } from './support.ts';

const parts: fc.Arbitrary<Opaque> = fc.constantFrom(
  opaque(clipByGlobalNorm(1)),
  opaque(addDecayedWeights(0.1)),
  opaque(trace<unknown>({ momentum: 0.5 })),
  opaque(trace<unknown>({ momentum: 0.9, nesterov: true })),
  opaque(scaleByAdam<unknown>()),
  opaque(scaleByRate()),
);
const optimisers: fc.Arbitrary<Opaque> = fc.constantFrom(
  opaque(sgd({ weightDecay: 0.1 })),
  opaque(sgd<unknown>({ momentum: 0.9, nesterov: true })),
  opaque(adam<unknown>()),
  opaque(adamw<unknown>()),
  opaque(chain(clipByGlobalNorm(1), adam<unknown>())),
  opaque(muon<unknown>()),
);

it('a chain is associative', () => {
  fc.assert(
    fc.property(courses(4), parts, parts, parts, (course, a, b, c) => {
      const flat = train(chain(a, b, c), course).params;
      expect(train(chain(chain(a, b), c), course).params).toEqual(flat);
      expect(train(chain(a, chain(b, c)), course).params).toEqual(flat);
    }),
  );
});

it('states keep their structure, shapes and dtypes, so that a scan can carry them: it does what the loop does', () => {
  fc.assert(
    fc.property(courses(4), optimisers, (course, optimiser) => {
      const flat = course.grads.map((g) => flattenValues(g));
      const { leaves, structure } = flat[0] ?? flattenValues([]);
      const stacked = leaves.map((x, i) =>
        stackAt(
          0,
          flat.map((step) => step.leaves[i] ?? x),
          x,
        ),
      );
      const rates = value([...course.rates]);
      const looped = runTrees(
        (params, grads, along) =>
          scan<unknown, unknown, unknown>(
            (carry, slices) => {
              const { x, s } = carry as { readonly x: unknown; readonly s: unknown };
              const { g, rate } = slices as { readonly g: unknown; readonly rate: Tensor<[]> };
              const [next, updates] = optimiser.update(s, g, { params: x, rate });
              return [{ x: applyUpdates(x, updates), s: next }, []];
            },
            { x: params, s: optimiser.init(params) },
            { g: grads, rate: along },
          )[0],
        course.params,
        unflatten(structure, stacked),
        rates,
      );
      const { params, states } = train(optimiser, course);
      expect(looped).toEqual({ x: params.at(-1), s: states.at(-1) });
    }),
  );
});
