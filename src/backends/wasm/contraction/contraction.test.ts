/** Contractions against a loop that follows the definition. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryContraction, definition, extents } from '../../../../property-tests/support/contraction.ts';
import { call, f32, forRange, i32, procedure } from '../assembler/index.ts';
import type { Tail } from '../kernels/kernel.ts';
import { type Contraction, volume } from './spec.ts';
import { featureSets, type Operands, runContraction, type Setting } from './testing.ts';

const integers = (n: number, seed: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => ((Math.imul(i + seed, 2654435761) >>> 24) % 9) - 4);

const reals = (n: number, seed: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => Math.sin(12.9898 * (i + seed)) * 2 ** (((i * 7) % 11) - 5));

const operandsOf = (spec: Contraction, numbers: typeof integers): Operands => {
  const { a, b, c } = extents(spec);
  return { a: numbers(a, 1), b: numbers(b, 2), c: numbers(c, 3), bias: numbers(volume(spec.columns), 4) };
};

const settings: fc.Arbitrary<Setting> = fc.record({
  fixedB: fc.boolean(),
  features: fc.constantFrom(...featureSets),
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
});

/** Adds 1 at the place of every output in an array [rows, columns]. */
const counting = (columns: number): Tail => ({
  key: `count ${columns}`,
  pointers: 1,
  work: 1,
  run: (site, [counts = i32.const(0)], { rowStart, rowEnd, columnStart, columnEnd }) => {
    const count = site.function(`count ${columns}`, () =>
      procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([base, row, lastRow, first, last], local) => {
        const [r, column, address] = [local('i32'), local('i32'), local('i32')];
        const number = i32.add(i32.mul(r.get, i32.const(columns)), column.get);
        const place = address.tee(i32.add(base.get, i32.mul(number, i32.const(4))));
        const increment = f32.store(place, f32.add(f32.load(address.get), f32.const(1)));
        return forRange(r, row.get, lastRow.get, 1, forRange(column, first.get, last.get, 1, increment));
      }),
    );
    return call(count, [counts, rowStart, rowEnd, columnStart, columnEnd]);
  },
});

describe('contractions', () => {
  it('are the sums of their definition, exactly where these are whole numbers', () => {
    fc.assert(
      fc.property(arbitraryContraction, settings, (spec, setting) => {
        const operands = operandsOf(spec, integers);
        const expected = Float32Array.from(operands.c);
        for (const { place, sum } of definition(spec, operands)) expected[place] = sum;
        const { c, around } = runContraction(spec, operands, setting);
        expect(c).toEqual(expected);
        expect(around.every(Number.isNaN)).toBe(true);
      }),
      { numRuns: 4 * (fc.readConfigureGlobal().numRuns ?? 100) },
    );
  });

  it('round at most once for each product and each sum', () => {
    fc.assert(
      fc.property(arbitraryContraction, settings, (spec, setting) => {
        const operands = operandsOf(spec, reals);
        const { c } = runContraction(spec, operands, setting);
        const bound = (volume(spec.inner) + 4) * 2 ** -24;
        for (const { place, sum, size } of definition(spec, operands)) {
          expect(Math.abs((c[place] ?? Number.NaN) - sum)).toBeLessThanOrEqual(bound * size);
        }
      }),
    );
  });

  it('have the same bits however their units are shared out', () => {
    fc.assert(
      fc.property(arbitraryContraction, settings, (spec, setting) => {
        const operands = operandsOf(spec, reals);
        const apart = runContraction(spec, operands, setting);
        const together = runContraction(spec, operands, { ...setting, cuts: [] });
        expect(new Int32Array(apart.c.buffer)).toEqual(new Int32Array(together.c.buffer));
      }),
    );
  });

  it('hand every output to the tail once', () => {
    fc.assert(
      fc.property(arbitraryContraction, settings, (spec, setting) => {
        const [rows, columns] = [volume(spec.batch) * volume(spec.rows), volume(spec.columns)];
        const withTail: Contraction = { ...spec, tail: counting(columns) };
        const operands = operandsOf(spec, integers);
        const { c, extra } = runContraction(withTail, operands, setting, rows * columns);
        expect(extra.every((n) => n === 1)).toBe(true);
        expect(c).toEqual(runContraction(spec, operands, setting).c);
      }),
    );
  });

  it('are finished when the tail gets them', () => {
    const [rows, inner, columns] = [37, 1030, 66];
    const spec: Contraction = {
      batch: [],
      rows: [{ size: rows, a: inner, c: columns }],
      inner: [{ size: inner, a: 1, b: columns }],
      columns: [{ size: columns, b: 1, c: 1 }],
      init: 'zero',
    };
    const operands = operandsOf(spec, integers);
    const copying: Tail = {
      ...counting(columns),
      run: (site, [target = i32.const(0)], { rowStart, rowEnd, columnStart, columnEnd }) => {
        const copy = site.function('copy', () =>
          procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([base, row, lastRow, first, last], local) => {
            const [r, column, address] = [local('i32'), local('i32'), local('i32')];
            const number = i32.add(i32.mul(r.get, i32.const(columns)), column.get);
            const place = address.tee(i32.add(base.get, i32.mul(number, i32.const(4))));
            // C lies before the tail's array, as far as the two are apart: see `runContraction`.
            const source = i32.sub(address.get, i32.const(distance));
            return forRange(
              r,
              row.get,
              lastRow.get,
              1,
              forRange(column, first.get, last.get, 1, f32.store(place, f32.load(source))),
            );
          }),
        );
        return call(copy, [target, rowStart, rowEnd, columnStart, columnEnd]);
      },
    };
    const span = (words: number) => Math.ceil((words * 4) / 16) * 16 + 36;
    const distance = span(rows * columns) + span(columns);
    for (const features of featureSets) {
      const setting = { features, fixedB: true, cuts: [] };
      const { c, extra } = runContraction({ ...spec, tail: copying }, operands, setting, rows * columns);
      expect(extra).toEqual(c);
    }
  });
});
