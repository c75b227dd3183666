import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { reference } from '../../src/backends/reference/index.ts';
import { compile, compileTask, evaluate } from '../../src/compile/compile.ts';
import type { Backend } from '../../src/tensor/backend.ts';
import * as build from '../../src/tensor/build.ts';
import { inline } from '../../src/tensor/trace.ts';
import { flattenValues, type Structure, unflatten } from '../../src/tensor/tree.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { valueFrom } from '../arbitraries/palette.ts';
import { programs } from '../arbitraries/program.ts';
import { type TypedTree, typedTrees } from '../arbitraries/trees.ts';
import { expectSameBits } from '../transforms/support.ts';
import { leavesOf, run } from './support.ts';

const valuesOf = ({ structure, types }: TypedTree, seed: number): unknown =>
  unflatten(
    structure,
    types.map(({ shape, dtype }, i) => valueFrom(shape, dtype, 'any', seed + i, 1)),
  );

/** Calls of a traced function, and of the backend. */
const counting = () => {
  const calls = { traced: 0, compiled: 0 };
  const f = (x: unknown): unknown => {
    calls.traced++;
    return leavesOf(x);
  };
  const backend: Backend = {
    name: 'counting',
    compile: (program) => {
      calls.compiled++;
      return reference.compile(program);
    },
  };
  return { calls, f, backend };
};

/** Breaks down as often as told, then works. */
const failing = (times: number): Backend => {
  let left = times;
  return {
    name: 'failing',
    compile: (program) =>
      left-- > 0
        ? Promise.resolve(E.left({ _tag: 'OutOfMemory', backend: 'failing', message: 'no room' }))
        : reference.compile(program),
  };
};

const keyOf = ({ structure, types }: TypedTree): string =>
  JSON.stringify([structure, types.map(({ dtype, shape }) => [dtype, shape])]);

describe('compile', () => {
  it('computes what the program computes', async () => {
    await fc.assert(
      fc.asyncProperty(programs(), async ({ program, inputs }) => {
        const results: unknown = await compile(
          (xs: unknown): unknown => inline(program, leavesOf(xs)),
          // What rounds otherwise is compared in property-tests/wasm.
          { backend: reference },
        )(inputs);
        expectSameBits(
          leavesOfValues(results),
          run((...xs) => inline(program, xs), inputs),
        );
      }),
    );
  });

  it('traces and compiles once for each structure, shapes and dtypes, in any order of calls, all at once or not', async () => {
    const calls = fc
      .array(typedTrees(), { minLength: 1, maxLength: 4 })
      .chain((kinds) => fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(calls, fc.boolean(), async (trees, atOnce) => {
        const { calls: counted, f, backend } = counting();
        const compiled = compile(f, { backend });
        if (atOnce) await Promise.all(trees.map((tree, i) => compiled(valuesOf(tree, i))));
        else for (const [i, tree] of trees.entries()) await compiled(valuesOf(tree, i));
        const kinds = new Set(trees.map(keyOf)).size;
        expect(counted).toEqual({ traced: kinds, compiled: kinds });
      }),
    );
  });

  it('gives each call the results of its own arguments', async () => {
    await fc.assert(
      fc.asyncProperty(typedTrees(), fc.array(fc.nat(60), { maxLength: 5 }), async (tree, seeds) => {
        const compiled = compile((x: unknown): unknown => leavesOf(x));
        const results = await Promise.all(seeds.map((seed) => compiled(valuesOf(tree, seed))));
        results.forEach((result, i) => {
          expectSameBits(leavesOfValues(result), leavesOfValues(valuesOf(tree, seeds[i] ?? 0)));
        });
      }),
    );
  });

  it('does not remember a failure: neither of the function nor of the backend', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(3), fc.nat(3), async (mistakes, failures) => {
        let left = mistakes;
        const compiled = compile(
          (x: unknown): unknown => {
            if (left-- > 0) throw new Error('not yet');
            return x;
          },
          { backend: failing(failures) },
        );
        const x = valueFrom([2], 'f32', 'safe', 1, 1);
        for (let i = 0; i < mistakes; i++) await expect(compiled(x)).rejects.toThrow('not yet');
        for (let i = 0; i < failures; i++) await expect(compiled(x)).rejects.toThrow('failing: no room');
        expect(await compiled(x)).toEqual(x);
      }),
    );
  });

  it('refuses what is no tree of values, or of tensors', async () => {
    const compiled = compile((x: unknown): unknown => x);
    for (const bad of [1, 'x', null, undefined, [1], { a: new Map() }, new Date()]) {
      await expect(compiled(bad)).rejects.toThrow('argument 0 holds');
    }
    await expect(compile((): unknown => 1)()).rejects.toThrow('what the compiled function returns holds 1');
  });

  it('refuses a tensor that belongs to another function', async () => {
    let kept: unknown;
    const x = valueFrom([2], 'f32', 'safe', 1, 1);
    await compile((y: unknown): unknown => {
      kept = y;
      return y;
    })(x);
    await expect(compile((): unknown => kept)()).rejects.toThrow(
      'a tensor left the scan, vmap or compile that made it',
    );
  });
});

describe('compileTask and evaluate', () => {
  it('give failures of the backend as values', async () => {
    const task = compileTask((x: unknown): unknown => x, { backend: failing(1) })(
      valueFrom([], 'f32', 'safe', 0, 0),
    );
    expect(await task()).toEqual(E.left({ _tag: 'OutOfMemory', backend: 'failing', message: 'no room' }));
    expect(E.isRight(await task())).toBe(true);
  });

  it('evaluate gives constants back, in their tree', async () => {
    await fc.assert(
      fc.asyncProperty(typedTrees(), fc.nat(60), async (tree, seed) => {
        const values = leavesOfValues(valuesOf(tree, seed));
        const result: unknown = await evaluate<unknown>(
          unflatten(tree.structure, values.map(build.constant)),
        );
        expect(structureOf(result)).toEqual(structureOf(valuesOf(tree, seed)));
        expectSameBits(leavesOfValues(result), values);
      }),
    );
  });
});

const leavesOfValues = (tree: unknown): readonly AnyValue[] => flattenValues(tree).leaves;
const structureOf = (tree: unknown): Structure => flattenValues(tree).structure;
