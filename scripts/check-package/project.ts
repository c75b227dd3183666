/** A project that installs the packed package as a user would, without a network. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { command } from './step.ts';

const lockFile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) });

/**
 * The folders in `node_modules` of what the package needs at run time, by the lock file; folders within them come with them.
 * What is optional and for other systems is not there.
 */
const runtimeFolders = (): readonly string[] =>
  Object.entries(lockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages)
    .filter(([path, { dev }]) => path.lastIndexOf('node_modules/') === 0 && dev !== true && existsSync(path))
    .map(([path]) => path);

/**
 * Installs the tarball in a new project; gives its folder. Copies of what it depends on are there before, with the links to their
 * commands: npm takes these where they are what the package asks for, and would miss the network otherwise.
 */
export const installIn = (folder: string, tarball: string): void => {
  for (const path of [...runtimeFolders(), 'node_modules/@types/node', 'node_modules/undici-types']) {
    cpSync(path, join(folder, path), { recursive: true, dereference: true });
  }
  cpSync('node_modules/.bin', join(folder, 'node_modules/.bin'), { recursive: true, verbatimSymlinks: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'consumer',
      private: true,
      type: 'module',
      dependencies: { thwc: `file:${tarball}`, '@types/node': '*' },
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
