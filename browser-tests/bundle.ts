/** Pages as a user would ship them: Vite's production build, minified, names with hashes of the content. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** A script of a bundle. */
export interface Script {
  readonly name: string;
  readonly text: string;
  readonly gzippedBytes: number;
}

/** Builds the page in a folder of `browser-tests` into another folder; gives its scripts. */
export const bundle = async (page: string, folder: string): Promise<readonly Script[]> => {
  await build({
    configFile: false,
    root: resolve('browser-tests', page),
    base: './',
    logLevel: 'warn',
    resolve: { tsconfigPaths: true },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: true,
      target: 'es2022',
      // gpu.js alone is larger than Vite likes.
      chunkSizeWarningLimit: 1000,
    },
  });
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, gzippedBytes: gzipSync(text).length };
    });
};

export const showScripts = (scripts: readonly Script[]): string =>
  scripts
    .map(({ name, gzippedBytes }) => `${name} ${(gzippedBytes / 1000).toFixed(1)} kB gzipped`)
    .join(', ');
