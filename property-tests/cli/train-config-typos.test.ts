import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/cli/json-config/nearest.ts';
import {
  leavesOf,
  type Outline,
  outlineAt,
  propertiesOf,
  wordsOf,
} from '../../src/cli/json-config/outline.ts';
import { trainFile } from '../../src/cli/train/config/schema.ts';
import { fileOf, leaves, refusalOf, slipsOf } from './train-config-support.ts';

/** Every key: leaves, and the objects that hold them. */
const pathsOf = (outline: Outline, path: readonly string[] = []): readonly (readonly string[])[] =>
  Object.entries(propertiesOf(outline)).flatMap(([key, inner]) => [
    [...path, key],
    ...pathsOf(inner, [...path, key]),
  ]);

const paths = pathsOf(trainFile.outline);
const stagePaths = ['videos', 'digits'];

const keysBeside = (path: readonly string[]): readonly string[] =>
  Object.keys(propertiesOf(outlineAt(trainFile.outline, path.slice(0, -1)) ?? {}));

const nested = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight((inner, key) => ({ [key]: inner }), value);

const slip = fc
  .constantFrom(...paths)
  .chain((path) => slipsOf(path.at(-1) ?? '').map((written) => ({ path, written })));

describe('a key with one slip', () => {
  it('is refused, with the key that is meant', () => {
    fc.assert(
      fc.property(slip, fc.constantFrom(0, null, 'x', {}, []), ({ path, written }, value) => {
        fc.pre(!keysBeside(path).includes(written));
        const said = refusalOf({ file: fileOf(nested([...path.slice(0, -1), written], value)) });
        expect(said).toContain('unknown key; did you mean ');
        expect(said).toContain(JSON.stringify(path.join('.')));
      }),
      { numRuns: 400 },
    );
  });

  it('is refused in a stage of the curriculum', () => {
    const slips = fc
      .constantFrom(...stagePaths)
      .chain((key) => slipsOf(key).map((written) => ({ key, written })));
    fc.assert(
      fc.property(slips, ({ key, written }) => {
        fc.pre(!stagePaths.includes(written));
        const said = refusalOf({ file: fileOf({ curriculum: [{ videos: 1, digits: 2, [written]: 1 }] }) });
        expect(said).toContain(`did you mean "curriculum.0.${key}"?`);
      }),
    );
  });

  it('is refused in flags that were made by hand', () => {
    expect(refusalOf({ flags: { model: { dimm: 3 } } })).toBe(
      'model.dimm: unknown key; did you mean "model.dim"?',
    );
  });
});

describe('a key in the wrong place', () => {
  it('is refused, with the place where it belongs', () => {
    const objects = [
      [],
      ...paths.filter((path) => pathsOf(outlineAt(trainFile.outline, path) ?? {}).length > 0),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...objects), (path, place) => {
        const key = path.at(-1) ?? '';
        fc.pre(!Object.keys(propertiesOf(outlineAt(trainFile.outline, place) ?? {})).includes(key));
        const said = refusalOf({ file: fileOf(nested([...place, key], 1)) });
        expect(said).toContain(`unknown key; ${key} belongs `);
        expect(said).toContain(path.length === 1 ? 'at the top level' : `"${path.slice(0, -1).join('.')}"`);
      }),
    );
  });

  it('is found when it is written as the flag is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...leaves.filter(({ path }) => path.length > 1)), ({ path }) => {
        const said = refusalOf({ file: fileOf({ [path.join('.')]: 1 }) });
        expect(said).toContain(`${path.at(-1)} belongs in "${path.slice(0, -1).join('.')}"`);
      }),
    );
  });
});

describe('a key of another library', () => {
  it.each([
    ['weight_decay', 'weightDecay belongs in "optimiser"'],
    ['optimizer', 'did you mean "optimiser"?'],
    ['label_smoothing', 'labelSmoothing belongs in "loss"'],
    ['learning-rate', 'the keys here are preset, seed'],
    ['__proto__', 'unknown key; the keys here are'],
    ['constructor', 'unknown key; the keys here are'],
    ['toString', 'unknown key; the keys here are'],
  ])('%s', (key, said) => {
    // Written out: an object literal would take __proto__ for something else.
    expect(refusalOf({ file: { name: 'run.json', text: `{${JSON.stringify(key)}: 1}` } })).toContain(said);
  });
});

describe('a word with one slip', () => {
  const words = leavesOf(trainFile.outline).flatMap(({ path, outline }) =>
    wordsOf(outline).map((word) => ({ path, word, all: wordsOf(outline) })),
  );
  const slips = fc
    .constantFrom(...words)
    .chain((at) => slipsOf(at.word).map((written) => ({ ...at, written })));

  it('is refused, with the word that is meant', () => {
    fc.assert(
      fc.property(slips, ({ path, word, all, written }) => {
        fc.pre(!all.includes(written));
        const said = refusalOf({ file: fileOf(nested(path, written)) });
        expect(said).toContain(`${path.join('.')}: expected `);
        expect(said).toMatch(/; did you mean .*\?/);
        expect(said.slice(said.indexOf('did you mean'))).toContain(JSON.stringify(word));
      }),
    );
  });
});

describe('nearest', () => {
  it('gives names of the least distance, and a name for itself', () => {
    const name = fc.constantFrom(...new Set(paths.map((path) => path.at(-1) ?? '')));
    fc.assert(
      fc.property(fc.array(name), name, (names, written) => {
        const found = nearest(written, names);
        if (names.includes(written)) expect(new Set(found)).toEqual(new Set([written]));
        for (const one of found) expect(names).toContain(one);
      }),
    );
  });

  it('gives no name that is further than another', () => {
    expect(nearest('schedul', ['scheduled', 'schedule'])).toEqual(['schedule']);
    expect(nearest('beta', ['beta1', 'beta2', 'betas12'])).toEqual(['beta1', 'beta2']);
    expect(nearest('label_smoothing', ['labelSmoothing', 'label-smoothin'])).toEqual(['labelSmoothing']);
  });

  it('gives nothing for what is near nothing', () => {
    expect(nearest('temperature', ['seed', 'batch', 'videos'])).toEqual([]);
    expect(nearest('foo', ['row', 'log'])).toEqual([]);
  });
});
