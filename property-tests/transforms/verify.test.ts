import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import type { Aval } from '../../src/tensor/aval.ts';
import { type Equation, mapBody, type Program } from '../../src/tensor/program.ts';
import { verifyProgram } from '../../src/transforms/simplify/index.ts';
import { programs } from '../arbitraries/program.ts';

/** Breaks one equation, whose first output has the number `own`; nothing where it does not apply. */
type Corruption = (equation: Equation, own: number) => Equation | undefined;

const change = <A>(list: readonly A[], f: (a: A) => A): A[] | undefined => {
  const [first, ...rest] = list;
  return first === undefined ? undefined : [f(first), ...rest];
};

const withOutputs = (equation: Equation, f: (a: Aval) => Aval): Equation | undefined => {
  const outputs = change(equation.outputs, f);
  return outputs && { ...equation, outputs };
};

const withInputs = (equation: Equation, f: (n: number) => number): Equation | undefined => {
  const inputs = change(equation.inputs, f);
  return inputs && { ...equation, inputs };
};

/** What no type would let by: the point is that the verifier looks. */
const withParam = (equation: Equation, name: string, value: unknown): Equation =>
  ({ ...equation, params: { ...equation.params, [name]: value } }) as Equation;

const corruptions: Readonly<Record<string, Corruption>> = {
  'another size': (e) => withOutputs(e, (a) => ({ ...a, shape: [...a.shape, 7] })),
  'another dtype': (e) => withOutputs(e, (a) => ({ ...a, dtype: a.dtype === 'f32' ? 'i32' : 'f32' })),
  'one output more': (e) => ({ ...e, outputs: [...e.outputs, { shape: [], dtype: 'f32' }] }),
  'reads itself': (e, own) => withInputs(e, () => own),
  'reads a negative number': (e) => withInputs(e, () => -1),
  'reads a fraction': (e) => withInputs(e, () => 0.5),
  'another primitive': (e) => ({ ...e, primitive: 'nonsense' }) as unknown as Equation,
  'a free input': (e) => ({ ...e, primitive: 'input', params: { index: 0 } }),
  'a parameter missing': (e) => {
    const [name] = Object.keys(e.params);
    return name === undefined ? undefined : withParam(e, name, undefined);
  },
  'a parameter too many': (e) => withParam(e, 'colour', 'red'),
  'a const too many': (e) =>
    e.primitive === 'scan' ? withParam(e, 'consts', e.params.consts + 1) : undefined,
  'a carry too many': (e) =>
    e.primitive === 'scan' ? withParam(e, 'carries', e.params.carries + 1) : undefined,
  'a body without its inputs': (e) =>
    e.primitive === 'scan' && e.params.body.inputs.length > 0
      ? withParam(e, 'body', { ...e.params.body, inputs: [] })
      : undefined,
  'an element too many': (e) =>
    e.primitive === 'constant'
      ? withParam(e, 'value', { ...e.params.value, data: new Float32Array(e.params.value.data.length + 1) })
      : undefined,
};

/** Breaks the equation with this number, counting all that can be broken so, those in bodies too. */
const corruptAt = (
  program: Program,
  target: number,
  corruption: Corruption,
): { program: Program; count: number } => {
  let count = 0;
  const visit = (p: Program): Program => {
    let own = p.inputs.length;
    const equations = p.equations.map((e) => {
      const broken = corruption(e, own);
      own += e.outputs.length;
      if (broken !== undefined && count++ === target) return broken;
      return mapBody(e, visit);
    });
    return { ...p, equations };
  };
  return { program: visit(program), count };
};

it.each(Object.entries(corruptions))('rejects %s, wherever it is, and says where', (_, corruption) => {
  fc.assert(
    fc.property(programs(), fc.nat(), ({ program }, n) => {
      const { count } = corruptAt(program, -1, corruption);
      fc.pre(count > 0);
      const result = verifyProgram(corruptAt(program, n % count, corruption).program);
      expect(E.isLeft(result) && result.left.message).toMatch(
        /^(equation \d+ \(\w+\)( \/ body)?( \/ )?)+.*: .+/,
      );
    }),
  );
});

it('rejects outputs that are not there', () => {
  fc.assert(
    fc.property(programs(), fc.integer({ min: -3, max: 0 }), ({ program }, n) => {
      const count = program.inputs.length + program.equations.flatMap((e) => e.outputs).length;
      const result = verifyProgram({ ...program, outputs: [...program.outputs, n === 0 ? count : n] });
      expect(E.isLeft(result) && result.left.where).toBe('outputs');
    }),
  );
});
