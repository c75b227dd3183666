import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/compile/compile.ts';
import { add, matmul, mul, sum } from '../../src/tensor/ops/index.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import type { Value } from '../../src/tensor/value.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';

type Part = Value<[number]>;

interface State {
  readonly a: Tensor<[3]>;
  readonly b: Tensor<[3]>;
}
/** Exchanges its parts, so that none can stay where it was. */
const step = ({ a, b }: State, x: Tensor<[3]>) => [{ a: add(b, x), b: mul(a, 0.5) }, sum(add(a, b))] as const;
const start = () => ({ a: value([1, 2, 3]), b: value([4, 5, 6]) });

describe('donated arguments', () => {
  it('change no number: a state handed on is the state', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 12 }),
        async (frames) => {
          const [kept, donated] = [compile(step), compile(step, { donate: [0] })];
          let [one, two] = [start(), start()] as const;
          for (const [n, isRead] of frames) {
            const x = valueFrom([3], Float32Array.of(n, n + 1, n + 2));
            const [[nextOne, totalOne], [nextTwo, totalTwo]] = [await kept(one, x), await donated(two, x)];
            expect(totalTwo.data).toEqual(totalOne.data);
            if (isRead) expect(nextTwo.b.data).toEqual(nextOne.b.data);
            [one, two] = [nextOne, nextTwo];
          }
          expect(two.a.data).toEqual(one.a.data);
          expect(two.b.data).toEqual(one.b.data);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of many sizes go from run to run without spoiling each other', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, async (lengths) => {
        // Each part is made of itself and of the one before, so that parts are read and made in turns.
        const turn = (parts: readonly Tensor<[number]>[]) =>
          parts.map((part, i) => mul(add(part, sum(parts[(i || parts.length) - 1] ?? part)), 0.5));
        const [kept, donated] = [compile(turn), compile(turn, { donate: [0] })];
        const begin = lengths.map((n, k) =>
          valueFrom(
            [n],
            Float32Array.from({ length: n }, (_, i) => ((i + k) % 7) - 3),
          ),
        );
        let one: readonly Part[] = begin;
        let two: readonly Part[] = begin;
        for (let i = 0; i < 3; i++) [one, two] = [await kept(one), await donated(two)];
        expect(two.map(({ data }) => data)).toEqual(one.map(({ data }) => data));
      }),
      { numRuns: 50 },
    );
  });

  it('can not be read once they are used up, unless they were read before or came from elsewhere', async () => {
    const run = compile(step, { donate: [0] });
    const [x, given] = [value([0, 0, 0]), start()];
    const [first] = await run(given, x);
    const [second] = await run(first, x);
    expect(given.a.data).toEqual(Float32Array.of(1, 2, 3));
    expect(() => first.a.data).toThrow(/given to a call that uses it up \(donate\).*f32\[3\]/s);
    expect(second.a.data).toEqual(Float32Array.of(0.5, 1, 1.5));
    await run(second, x);
    expect(second.a.data).toEqual(Float32Array.of(0.5, 1, 1.5));
  });

  it('are not lost to a run that goes on from another state', async () => {
    const run = compile(step, { donate: [0] });
    const x = value([1, 1, 1]);
    const [first] = await run(start(), x);
    const [other] = await run({ a: value([7, 7, 7]), b: value([8, 8, 8]) }, x);
    expect(first.a.data).toEqual(Float32Array.of(5, 6, 7));
    expect(other.a.data).toEqual(Float32Array.of(9, 9, 9));
  });

  it('may be given to other programs, and parts of them exchanged', async () => {
    const run = compile(step, { donate: [0] });
    const product = compile((v: Tensor<[3]>, w: Tensor<[3]>) => matmul(v, w));
    const x = value([0, 0, 0]);
    const [{ a, b }] = await run(start(), x);
    expect((await product(a, b)).data[0]).toBe(4 * 0.5 + 5 * 1 + 6 * 1.5);
    const [crossed] = await run({ a: b, b: a }, x);
    expect(crossed.a.data).toEqual(Float32Array.of(4, 5, 6));
    expect(crossed.b.data).toEqual(Float32Array.of(0.25, 0.5, 0.75));
  });
});
