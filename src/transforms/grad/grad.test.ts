import { describe, expect, it } from 'vitest';
import { evaluate } from '../../compile/compile.ts';
import { programOf } from '../../compile/program.ts';
import { within } from '../../tensor/error.ts';
import { add, matmul, max, mul, sin, sum, take, tanh, tensor, zeros } from '../../tensor/ops/index.ts';
import { scan } from '../../tensor/scan.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { toNested } from '../../tensor/values.ts';
import { showProgram } from '../print/index.ts';
import { grad, jacobian, jvp, valueAndGrad, vjp } from './index.ts';

const x3 = tensor([1, 2, 3]);

describe('grad', () => {
  it('gives a tree like the first argument, and leaves the others alone', async () => {
    const params = {
      layers: [{ w: tensor([2, 3]) }, { w: tensor([5, 7]) }],
      unused: { b: zeros([2]) },
    } as const;
    const loss = (p: typeof params, rows: Tensor<[2], 'i32'>) =>
      sum(mul(mul(p.layers[0].w, p.layers[1].w), take(tensor([10, 100]), rows, 0)));
    const g = await evaluate(grad(loss)(params, tensor([1, 0], 'i32')));
    expect(toNested(g.layers[0].w)).toEqual([500, 70]);
    expect(toNested(g.layers[1].w)).toEqual([200, 30]);
    expect(toNested(g.unused.b)).toEqual([0, 0]);
  });

  it('of what does not depend on the argument is 0', async () => {
    expect(toNested(await evaluate(grad((_: Tensor<[3]>) => sum(x3))(zeros([3]))))).toEqual([0, 0, 0]);
  });

  it('of nothing is nothing', async () => {
    expect(await evaluate(grad((_: readonly []) => sum(x3))([]))).toEqual([]);
    expect(toNested(await evaluate(grad((x: Tensor<[0]>) => sum(mul(x, x)))(zeros([0]))))).toEqual([]);
  });

  it('takes long chains: nothing recurs', () => {
    const deep = (x: Tensor<[]>): Tensor<[]> => {
      let y = x;
      for (let i = 0; i < 20_000; i++) y = sin(y);
      return y;
    };
    expect(programOf(grad(deep), zeros([])).equations.length).toBeGreaterThan(40_000);
  });

  it('says in listings which layer its parts are the way back of', () => {
    const f = (x: Tensor<[3]>) => sum(within('layer', () => mul(x, x)));
    expect(showProgram(programOf(grad(grad2(f)), zeros([3])))).toContain('@ backward / layer');
  });

  it('keeps of a loop what the way back needs, and goes through it once', () => {
    const loss = (w: Tensor<[3, 3]>) =>
      sum(scan((h: Tensor<[3]>, x) => [tanh(add(matmul(h, w), x)), []], zeros([3]), zeros([7, 3]))[0]);
    const scans = programOf(grad(loss), zeros([3, 3])).equations.flatMap((e) =>
      e.primitive === 'scan' ? [e] : [],
    );
    expect(scans.map(({ params }) => [params.length, params.reverse])).toEqual([
      [7, false],
      [7, true],
    ]);
    // The last state, and of each step the state before and tanh's result.
    expect(scans[0]?.outputs.map(({ shape }) => shape)).toEqual([[3], [7, 3], [7, 3]]);
  });

  it('goes through the inputs of a loop again rather than keep them once more', () => {
    const loss = (w: Tensor<[3]>, xs: Tensor<[7, 3]>) =>
      sum(scan((h: Tensor<[3]>, x) => [mul(mul(h, x), w), []], w, xs)[0]);
    const [forward] = programOf(grad(loss), zeros([3]), zeros([7, 3])).equations.filter(
      (e) => e.primitive === 'scan',
    );
    // The last state, and of each step what is multiplied with w.
    expect(forward?.outputs.map(({ shape }) => shape)).toEqual([[3], [7, 3]]);
  });
});

/** Something that is like its argument, and can be differentiated again. */
const grad2 =
  (f: (x: Tensor<[3]>) => Tensor<[]>) =>
  (x: Tensor<[3]>): Tensor<[]> =>
    sum(grad(f)(x));

describe('valueAndGrad', () => {
  it('gives both', async () => {
    const [y, g] = await evaluate(valueAndGrad((x: Tensor<[3]>) => sum(mul(x, x)))(x3));
    expect([toNested(y), toNested(g)]).toEqual([14, [2, 4, 6]]);
  });

  it('hands through what comes beside the loss, whatever its type, without its derivative', async () => {
    const f = (x: Tensor<[3]>) => [sum(mul(x, x)), { twice: mul(x, 2), which: tensor([7], 'i32') }] as const;
    const [[y, more], g] = await evaluate(valueAndGrad(f, { aux: true })(x3));
    expect([toNested(y), toNested(g)]).toEqual([14, [2, 4, 6]]);
    expect([toNested(more.twice), toNested(more.which)]).toEqual([[2, 4, 6], [7]]);
  });
});

describe('trees of cotangents and tangents', () => {
  const both = (x: Tensor<[3]>) => ({ a: mul(x, 2), b: mul(x, 3) });

  it('are matched by their names, in whatever order they stand', async () => {
    const [, pullback] = vjp(both, x3);
    const [g] = await evaluate(pullback({ b: tensor([0, 10, 0]), a: tensor([1, 0, 0]) }));
    expect(toNested(g)).toEqual([2, 30, 0]);
    const f = ({ p, q }: { readonly p: Tensor<[3]>; readonly q: Tensor<[3]> }) => add(p, mul(q, 10));
    const [, dy] = jvp(f, [{ p: x3, q: x3 }], [{ q: tensor([1, 0, 0]), p: tensor([0, 1, 0]) }]);
    expect(toNested(await evaluate(dy))).toEqual([10, 1, 0]);
  });
});

describe('the Jacobian of trees', () => {
  it('has for each result a tree like the argument', async () => {
    const f = ({ a, b }: { readonly a: Tensor<[2]>; readonly b: Tensor<[]> }) => ({
      y: [mul(a, b), sum(a)] as const,
    });
    for (const mode of ['reverse', 'forward'] as const) {
      const j = await evaluate(jacobian(f, { mode })({ a: tensor([1, 2]), b: tensor(3) }));
      expect(toNested(j.y[0].a)).toEqual([
        [3, 0],
        [0, 3],
      ]);
      expect(toNested(j.y[0].b)).toEqual([1, 2]);
      expect(toNested(j.y[1].a)).toEqual([1, 1]);
      expect(toNested(j.y[1].b)).toEqual(0);
    }
  });

  it('of nothing, or by nothing, is empty', async () => {
    expect(await evaluate(jacobian((_: Tensor<[2]>) => [] as const)(tensor([1, 2])))).toEqual([]);
    expect(await evaluate(jacobian((_: readonly []) => x3)([]))).toEqual([]);
    const none = await evaluate(jacobian((x: Tensor<[0]>) => sum(x))(zeros([0])));
    expect(none.shape).toEqual([0]);
  });

  it('goes the way it is told, or else the one with fewer passes', () => {
    const goesBack = (n: number, options: Parameters<typeof jacobian>[1]) => {
      const tall = jacobian((x: Tensor<[3]>) => sin(matmul(zeros([n, 3]), x)), options);
      return programOf(tall, zeros([3])).equations.some(({ path }) => path[0] === 'backward');
    };
    expect([2, 3, 4].map((n) => goesBack(n, {}))).toEqual([true, true, false]);
    expect([2, 4].map((n) => goesBack(n, { mode: 'reverse' }))).toEqual([true, true]);
    expect([2, 4].map((n) => goesBack(n, { mode: 'forward' }))).toEqual([false, false]);
  });

  it('of the largest has one 1', async () => {
    expect(toNested(await evaluate(jacobian((x: Tensor<[3]>) => max(x))(x3)))).toEqual([0, 0, 1]);
  });
});
