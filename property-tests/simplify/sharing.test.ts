import fc from 'fast-check';
import { expect, it } from 'vitest';
import { constant } from '../../src/tensor/build.ts';
import type { Program } from '../../src/tensor/program.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { shareCommon } from '../../src/transforms/simplify/index.ts';
import { linearise } from '../arbitraries/linearise.ts';

/** Words that are easily taken for each other: zeros of both signs, NaNs, denormals, neighbours. */
const twins = fc.constantFrom<(readonly [number, number])[]>(
  [0, 0x80000000],
  [0x80000000, 0],
  [0x7fc00000, 0x7fc00001],
  [0x7fc00000, 0xffc00000],
  [1, 0x80000001],
  [0, 1],
  [0x3f800000, 0x3f800001],
);

const constants = (lists: readonly (readonly number[])[]): Program => {
  const values = lists.map((bits) =>
    makeValue([bits.length], 'f32', new Float32Array(Uint32Array.from(bits).buffer)),
  );
  return linearise([], values.map(constant), 0).program;
};

it('two constants are shared exactly when they are the same bit for bit', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(twins, fc.boolean()), { minLength: 1, maxLength: 3 }), (pairs) => {
      const a = pairs.map(([[word]]) => word);
      const b = pairs.map(([[word, twin], same]) => (same ? word : twin));
      const [first, second] = shareCommon(constants([a, b])).outputs;
      expect(first === second).toBe(a.join() === b.join());
    }),
  );
});
