import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLayer } from '../../src/cli/json-config/layers.ts';
import { presets, trainFileSchema } from '../../src/cli/train/config/index.ts';
import { trainJsonSchema } from '../../src/cli/train/config/json-schema.ts';
import { trainFile } from '../../src/cli/train/config/schema.ts';
import { changedAt, leaves, nameOf, placesIn, resolved, valuesOf } from './train-config-support.ts';

const published: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/train.schema.json'), 'utf8'),
);
if (!isLayer(published)) throw new Error('the schema is no object');

/** An independent reader of JSON Schema, which refuses a schema that is itself in doubt. */
const accepts = new Ajv2020({ strict: true, allErrors: true }).compile(published);
const isTaken = (value: unknown): boolean => trainFileSchema.safeParse(value).success;

const files = valuesOf(trainFile.outline);

describe('schemas/train.schema.json', () => {
  it('is what the sources say (npx tsx scripts/schemas.ts --update)', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(trainJsonSchema)));
  });

  it.each(Object.entries(presets))('takes the preset %s, short and written out', (preset, { settings }) => {
    expect(accepts(settings)).toBe(true);
    expect(accepts(resolved({ preset }))).toBe(true);
    expect(accepts({ $schema: './train.schema.json', preset, row: 'one-temp' })).toBe(true);
  });

  it('takes what we take', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect([isTaken(file), accepts(file)]).toEqual([true, true]);
      }),
    );
  });

  it('takes and refuses what we take and refuse, after any change', () => {
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(0, -1, 0.5, 1e300, -1e300, 2 ** 53, 1e-320, '', 'all-temp', null, true, [], {}, [[]]),
      ...leaves.map(({ outline }) => valuesOf(outline)),
    );
    const changes: fc.Arbitrary<(at: unknown) => unknown> = fc.oneof(
      values.map((value) => () => value),
      fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'dim', 'seed', 'preset')), values).map(
        ([key, value]) =>
          (at: unknown) =>
            isLayer(at) ? Object.fromEntries([...Object.entries(at), [key, value]]) : value,
      ),
      fc.constant((at: unknown) => (isLayer(at) ? Object.fromEntries(Object.entries(at).slice(1)) : at)),
    );
    let refused = 0;
    const seen = { taken: 0 };
    fc.assert(
      fc.property(files, fc.nat(), changes, (file, at, change) => {
        const places = placesIn(file);
        const changed = changedAt(file, places[at % places.length] ?? [], change);
        expect({ changed, accepted: accepts(changed) }).toEqual({ changed, accepted: isTaken(changed) });
        if (isTaken(changed)) seen.taken++;
        else refused++;
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(seen.taken).toBeGreaterThan(50);
  });

  it('describes every key, and gives its default', () => {
    const at = (path: readonly string[]): unknown =>
      path.reduce((schema: unknown, key) => {
        const inner = isLayer(schema) && Array.isArray(schema.anyOf) ? schema.anyOf[0] : schema;
        return isLayer(inner) && isLayer(inner.properties) ? inner.properties[key] : undefined;
      }, published);
    const defaults: Readonly<Record<string, unknown>> = {
      batch: 16,
      'model.dim': 64,
      'model.positional': null,
      'model.positional.size': 6,
      pretrain: { videos: 32_000, batch: 64, rate: 0.001 },
    };
    for (const leaf of leaves) {
      const schema = at(leaf.path);
      const name = nameOf(leaf);
      expect(isLayer(schema) && typeof schema.description).toBe('string');
      if (name in defaults) expect(schema).toMatchObject({ default: defaults[name] });
      if (name !== 'row' && name !== '$schema') expect(schema).toHaveProperty('default');
    }
  });
});
