/** The page as a user would ship it: Vite's production build, minified, names with hashes of the content. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** Builds into a folder; gives the files and their sizes. */
export const bundle = async (folder: string): Promise<readonly string[]> => {
  await build({
    configFile: false,
    root: resolve('browser-tests/page'),
    base: './',
    logLevel: 'warn',
    resolve: { tsconfigPaths: true },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, minify: true, target: 'es2022' },
  });
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const text = readFileSync(join(folder, name));
      return `${name} ${(gzipSync(text).length / 1000).toFixed(1)} kB gzipped`;
    });
};
