import { Command, CommanderError } from 'commander';
import fc from 'fast-check';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { flagsFor } from '../../src/cli/json-config/flags.ts';
import { isLayer, type Layer, layerAt } from '../../src/cli/json-config/layers.ts';
import { strict } from '../../src/cli/run.ts';
import { addConfigFlags, configFromFlags, flagsOf } from '../../src/cli/train/config/index.ts';
import { trainFile } from '../../src/cli/train/config/schema.ts';
import {
  layersOf,
  leaves,
  nameOf,
  outerLeaves,
  refusalOf,
  resolved,
  valuesOf,
} from './train-config-support.ts';

interface Outcome {
  readonly layer?: Layer;
  readonly said: string;
}

/** What a command with the configuration's flags makes of its arguments, as a user would see it. */
const given = (...args: readonly string[]): Outcome => {
  let said = '';
  const command = strict(new Command('train'))
    .configureOutput({
      writeErr: (text) => {
        said += text;
      },
      writeOut: (text) => {
        said += text;
      },
    })
    .option('--out <folder>', 'another option')
    .showSuggestionAfterError();
  try {
    addConfigFlags(command).parse(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { said };
    throw error;
  }
  const layer = configFromFlags(command.opts());
  return E.isLeft(layer) ? { said: layer.left } : { layer: layer.right, said };
};

const withFlag = leaves.filter((leaf) => nameOf(leaf) !== '$schema');

describe('flags', () => {
  it.each(withFlag.map((leaf) => [nameOf(leaf), leaf] as const))(
    '--%s gives back what it is given',
    (_, leaf) => {
      fc.assert(
        fc.property(valuesOf(leaf.outline), (value) => {
          const layer = layerAt(leaf.path, value);
          // An object without keys is written as such only where there may be none.
          expect(given(...flagsFor(trainFile, layer)).layer).toEqual(layer);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('give back any settings, in any order', () => {
    const some = layersOf(outerLeaves.filter((leaf) => nameOf(leaf) !== '$schema'));
    fc.assert(
      fc.property(some, (layer) => {
        const args = flagsOf(layer);
        const pairs = Array.from({ length: args.length / 2 }, (_, i) => args.slice(2 * i, 2 * i + 2));
        expect(given(...args).layer).toEqual(layer);
        expect(given(...pairs.toReversed().flat()).layer).toEqual(layer);
      }),
      { numRuns: 40 },
    );
  });

  it('set the configuration that a file with the same keys sets', () => {
    const flags = given(
      '--model.dim',
      '8',
      '--data.digits',
      '2',
      '--curriculum',
      '[]',
      '--row',
      'one-temp',
    ).layer;
    const text = '{"model": {"dim": 8}, "data": {"digits": 2}, "curriculum": [], "row": "one-temp"}';
    expect(resolved({ flags })).toEqual(resolved({ file: { name: 'x', text } }));
  });

  it('that are not given leave no trace, and other options are left alone', () => {
    expect(given('--out', 'folder').layer).toEqual({});
  });

  it('take values as people write them', () => {
    for (const text of ['1e-3', '0.001', '.001', '+1E-3']) {
      expect(given('--rate.value', text).layer).toEqual({ rate: { value: 0.001 } });
    }
    expect(given('--start', 'null').layer).toEqual({ start: null });
    expect(given('--start', '"null"').layer).toEqual({ start: 'null' });
    expect(given('--evaluate.digits', '2, 3').layer).toEqual({ evaluate: { digits: [2, 3] } });
    expect(given('--evaluate.digits', '[2,3]').layer).toEqual({ evaluate: { digits: [2, 3] } });
    expect(Object.is(Object.values(given('--seed', '-0').layer ?? {})[0], 0)).toBe(true);
  });

  const bad: readonly (readonly [readonly string[], string])[] = [
    [
      ['--model.dim', 'x'],
      "option '--model.dim <n>' argument 'x' is invalid. expected a whole number from 1 to 8192, got \"x\"",
    ],
    [['--model.dim', ''], 'expected a whole number from 1 to 8192, got ""'],
    [['--model.dim', '0x10'], 'expected a whole number'],
    [['--model.dim', '-1'], 'expected a whole number from 1 to 8192, got -1'],
    [['--model.dim', 'null'], 'expected a whole number'],
    [['--model.dim', 'Infinity'], 'expected a whole number'],
    [['--model.dim'], "option '--model.dim <n>' argument missing"],
    [
      ['--model.gather', 'softmaxx'],
      '--model.gather <name>\' argument \'softmaxx\' is invalid. expected "sum", "dot" or "softmax", got "softmaxx"; did you mean "softmax"?',
    ],
    [['--optimiser.nesterov', 'yes'], 'expected true or false, got "yes"'],
    [['--evaluate.digits', '2,x'], 'evaluate.digits.1: expected a whole number from 1 to 10, got "x"'],
    [['--evaluate.digits', ''], 'expected a list that is not empty'],
    [
      ['--curriculum', '[{"videos": 3, "digts": 2}]'],
      'curriculum.0.digts: unknown key; did you mean "curriculum.0.digits"?',
    ],
    [['--curriculum', '[{'], 'not sound JSON'],
    [['--pretrain', '{"batch": 1, "batch": 2}'], 'stands twice'],
    [['--pretrain', 'null', '--pretrain.batch', '3'], '--pretrain null leaves nothing for --pretrain.batch'],
    [['--model.schedul', 'all-temp'], "unknown option '--model.schedul' (Did you mean --model.schedule?)"],
  ];

  it.each(bad)('%j is refused and named', (args, said) => {
    const outcome = given(...args);
    expect(outcome.layer).toBeUndefined();
    expect(outcome.said).toContain(said);
    expect(outcome.said.trim()).not.toContain('\n');
  });

  it('that have no effect are refused', () => {
    expect(refusalOf({ flags: { rate: { window: 3 } } })).toBe(
      '--rate.window has no effect with rate.schedule "constant", only with "plateau"',
    );
    expect(refusalOf({ flags: { optimiser: { momentum: 0.5 } } })).toContain('only with "sgd"');
    expect(refusalOf({ preset: 'paper', flags: { optimiser: { beta1: 0.5 } } })).toContain(
      '"adam", "adamw" and "muon"',
    );
    // In a file they may stand: one that was written out has all keys.
    expect(resolved({ file: { name: 'x', text: '{"rate": {"window": 3}}' } }).rate.window).toBe(3);
    expect(resolved({ flags: { rate: { schedule: 'plateau', window: 3 } } }).rate.window).toBe(3);
  });
});

describe('help', () => {
  const { said } = given('--help');

  it.each(withFlag.map((leaf) => [nameOf(leaf), leaf] as const))('describes --%s', (name, { outline }) => {
    const [, entry = ''] = said.split(new RegExp(`^  --${name.replaceAll('.', '\\.')} `, 'm'));
    const words = entry.split(/\n {0,2}\S|\n\n/)[0]?.replace(/\s+/g, ' ') ?? '';
    expect(outline.description ?? '').not.toBe('');
    expect(words).toContain(outline.description);
    if (name !== 'row') expect(words).toMatch(/default: \S/);
  });

  it('groups the flags by section', () => {
    for (const { path } of withFlag.filter(({ path }) => path.length > 1)) {
      expect(said).toMatch(new RegExp(`^Configuration of ${path[0]} \\(.+\\):$`, 'm'));
    }
    expect(said).toContain('Configuration:\n  --preset');
  });

  it('lists the presets', () => {
    expect(said).toMatch(/^ {2}two-digits +which 2 digits/m);
  });
});

it('every leaf is a flag', () => {
  const command = addConfigFlags(new Command());
  const names = command.options.map(({ long }) => long);
  expect(names).toEqual(withFlag.map((leaf) => `--${nameOf(leaf)}`));
  expect(names.length).toBeGreaterThan(50);
  expect(isLayer(command.opts()) && Object.keys(command.opts())).toEqual([]);
});
