/**
 * Checks that the published JSON Schemas are those of the sources.
 *
 *     tsx scripts/schemas.ts [--update]      --update writes them
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { trainJsonSchema } from '../src/cli/train/config/json-schema.ts';

const schemas: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'schemas/train.schema.json': trainJsonSchema,
};

const { update = false } = parseArgs({ options: { update: { type: 'boolean' } } }).values;

const contentOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const stale = Object.entries(schemas).filter(([file, schema]) => {
  const text = `${JSON.stringify(schema, undefined, 2)}\n`;
  if (contentOf(file) === text) return false;
  if (!update) return true;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return false;
});

for (const [file] of stale)
  console.error(`${file} is not what the sources say: tsx scripts/schemas.ts --update`);
process.exitCode = stale.length === 0 ? 0 : 1;
