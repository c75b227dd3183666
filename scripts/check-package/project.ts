/** A project that installs the packed package as a user would, without a network. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { command } from './step.ts';

const lockFile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });

/** What the package needs at run time, by the lock file: names, and the folders in `node_modules` that hold them. */
const runtimePackages = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(lockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .map(([path]) => [path.split('node_modules/').at(-1) ?? path, path]),
  );

/** Installs the tarball, and copies of what it depends on, into a new project; gives its folder. */
export const installIn = (folder: string, tarball: string): void => {
  const typesOfNode = ['@types/node', 'undici-types'].map((name) => [name, `node_modules/${name}`] as const);
  const copies = [...runtimePackages(), ...typesOfNode].map(
    ([name, path]) => [name, `file:${resolve(path)}`] as const,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'consumer',
      private: true,
      type: 'module',
      dependencies: { thwc: `file:${tarball}`, ...Object.fromEntries(copies) },
    }),
  );
  command(
    'npm',
    [
      'install',
      '--offline',
      '--install-links',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    {
      cwd: folder,
    },
  );
};
