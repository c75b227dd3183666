import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from './fault.ts';

const root = join(import.meta.dirname, '../..');

/** What tests need. */
const parts = [
  'src',
  'demo',
  'examples',
  'property-tests',
  'test-data',
  'package.json',
  'vitest.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
];

/** A copy of the source tree, to be broken. */
export interface Tree {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Copies the tree into a temporary folder. A property that fails there stops at its first counterexample. */
export const copyTree = async (): Promise<Tree> => {
  const path = await mkdtemp(join(tmpdir(), 'thwc-faults-'));
  await Promise.all(parts.map((part) => cp(join(root, part), join(path, part), { recursive: true })));
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'));
  const setup = join(path, 'property-tests/setup.ts');
  const text = await readFile(setup, 'utf8');
  await writeFile(setup, text.replace('fc.configureGlobal({', 'fc.configureGlobal({ endOnFailure: true,'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The text as a pattern; where it has white space, there may be more or less of it. */
const pattern = (text: string): RegExp => new RegExp(text.trim().split(/\s+/).map(escaped).join('\\s+'), 'g');

/** Where a fault can not be planted because the source has changed: what is wrong with it. */
export const misplaced = async ({ file, from }: Fault, { path }: Tree): Promise<string | undefined> => {
  const text = await readFile(join(path, file), 'utf8').catch(() => undefined);
  if (text === undefined) return `there is no ${file}`;
  const found = text.match(pattern(from))?.length ?? 0;
  return found === 1 ? undefined : `${file} holds its text ${found} times, expected once`;
};

/** Runs `f` with the fault in the tree. */
export const withFault = async <A>(
  { file, from, to }: Fault,
  { path }: Tree,
  f: () => Promise<A>,
): Promise<A> => {
  const broken = join(path, file);
  const text = await readFile(broken, 'utf8');
  await writeFile(
    broken,
    text.replace(pattern(from), () => to),
  );
  try {
    return await f();
  } finally {
    await writeFile(broken, text);
  }
};
