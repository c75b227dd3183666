/** The bench as a folder that needs nothing but Node: for a machine with a graphics processor and no network. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchFolder, bundle } from '../harness/setup.ts';

/** Stay outside of bundles: one has a binary, one reads its own functions' text. */
export const outside = ['gpu.js', 'webgpu'];

/** What of gpu.js and what it asks for is needed in Node; `webgpu` for this kind of machine. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'gpu.js': ['src'],
  acorn: ['dist'],
  'gpu-mock.js': ['index.js'],
  webgpu: ['index.js', join('dist', `${process.platform}-${process.arch}`)],
};

export const bundleEntrant = (): Promise<string> =>
  bundle('gpu/node/entrant.ts', { external: outside, mainFields: ['module', 'main'] });

/** Writes the folder; `node run.mjs` there measures, and leaves its report in `report/`. */
export const pack = async (folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  cpSync(await bundleEntrant(), join(folder, 'entrant.mjs'));
  cpSync(await bundle('gpu/carried.ts'), join(folder, 'run.mjs'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  const root = join(benchFolder, '..', 'node_modules');
  for (const [name, parts] of Object.entries(packages)) {
    const [from, to] = [join(root, name), join(folder, 'node_modules', name)];
    for (const part of ['package.json', ...parts])
      cpSync(join(from, part), join(to, part), { recursive: true, force: true });
  }
};
