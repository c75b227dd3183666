import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import * as build from '../../src/tensor/build.ts';
import type { Equation, Program } from '../../src/tensor/program.ts';
import { makeValue } from '../../src/tensor/values.ts';
import { parseProgram, showProgram, toDot, toMermaid } from '../../src/transforms/print/index.ts';
import { bitsOf } from '../../src/transforms/print/numbers.ts';
import { linearise } from '../arbitraries/linearise.ts';
import { programs } from '../arbitraries/program.ts';
import { programsIn } from './support.ts';

const parsed = (text: string): Program => {
  const result = parseProgram(text);
  if (E.isLeft(result)) throw new Error(`${result.left.message}\n${text}`);
  return result.right;
};

const hasLargeConstant = ({ equations }: Program): boolean =>
  equations.some(
    (e) =>
      (e.primitive === 'constant' && e.params.value.data.length > 8) || programsIn(e).some(hasLargeConstant),
  );

describe('parseProgram inverts showProgram', () => {
  it('for every program', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        expect(parsed(showProgram(program))).toStrictEqual(program);
      }),
    );
  });

  it('for every bit pattern of f32', () => {
    fc.assert(
      fc.property(fc.uint32Array({ maxLength: 20 }), (bits) => {
        const value = makeValue(
          [bits.length],
          'f32',
          new Float32Array(bits.buffer, bits.byteOffset, bits.length),
        );
        const x = build.constant(value);
        const back = parsed(showProgram(linearise([], [x], 0).program)).equations[0];
        expect(back?.primitive === 'constant' && [...bitsOf(back.params.value.data)]).toEqual([...bits]);
      }),
    );
  });

  it('for any names of layers, labels and numbers', () => {
    const equation = fc.record({
      path: fc.array(fc.string({ unit: 'binary' })),
      label: fc.string({ unit: 'binary' }),
      value: fc.double(),
    });
    fc.assert(
      fc.property(fc.array(equation), (made) => {
        const x = { shape: [2], dtype: 'f32' } as const;
        const equations = made.flatMap(({ path, label, value }, i): Equation[] => [
          { primitive: 'messages', params: { label }, inputs: [2 * i], outputs: [x], path },
          {
            primitive: 'pad',
            params: { low: [0], high: [0], interior: [0], value },
            inputs: [0],
            outputs: [x],
            path,
          },
        ]);
        const program = { inputs: [x], equations, outputs: [0] };
        expect(parsed(showProgram(program))).toStrictEqual(program);
      }),
    );
  });

  it('however the text is laid out', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const spaced = showProgram(program).replaceAll(/([,{}=])(?![^"]*"[^"]*$)/gm, ' $1 // a comment\n ');
        expect(parsed(spaced)).toStrictEqual(program);
      }),
    );
  });
});

describe('parseProgram', () => {
  it('never throws, on damaged listings', () => {
    const damage = fc.record({
      at: fc.nat(),
      length: fc.nat(6),
      text: fc.oneof(fc.constantFrom('{', '}', '%9', ',', '-', 'nan', '"', '@', 'program('), fc.string()),
    });
    fc.assert(
      fc.property(
        programs({ maxSteps: 6 }),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        ({ program }, damages) => {
          const text = damages.reduce((s, d) => {
            const at = d.at % (s.length + 1);
            return s.slice(0, at) + d.text + s.slice(at + d.length);
          }, showProgram(program));
          const result = parseProgram(text);
          if (E.isLeft(result)) {
            const { line, column, message } = result.left;
            const lines = text.split('\n');
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
            expect(message).toMatch(/^line \d+, column \d+: expected .+; got .+$/s);
          }
        },
      ),
    );
  });

  it('never throws, on any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => E.isLeft(parseProgram(text))));
  });

  it('refuses elided constants, and only those', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const result = parseProgram(showProgram(program, { constants: 'elide' }));
        if (!hasLargeConstant(program)) expect(result).toStrictEqual(E.right(program));
        else expect(E.isLeft(result) && result.left.message).toMatch(/elided/);
      }),
    );
  });
});

it('pictures name each box once and draw arrows between boxes that are there', () => {
  fc.assert(
    fc.property(programs(), ({ program }) => {
      for (const [text, box, arrow] of [
        [toMermaid(program), /^ *(\w+)(?:\(\[|\[\(|\[)"/gm, /^ *(\w+) -->\|"[^"]*"\| (\w+)$/gm],
        [toDot(program), /^ *(\w+) \[shape/gm, /^ *(\w+) -> (\w+) \[/gm],
      ] as const) {
        const boxes = [...text.matchAll(box)].map(([, id]) => id);
        expect(new Set(boxes).size).toBe(boxes.length);
        for (const [, from, to] of text.matchAll(arrow))
          expect(boxes).toEqual(expect.arrayContaining([from, to]));
      }
    }),
  );
});
