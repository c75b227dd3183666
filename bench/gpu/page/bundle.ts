/** The page as a user would ship it: Vite's production build, minified. */
import { join } from 'node:path';
import { build } from 'vite';
import { benchFolder } from '../../harness/setup.ts';

export const bundlePage = async (folder: string): Promise<void> => {
  await build({
    configFile: false,
    root: join(benchFolder, 'gpu', 'page'),
    base: './',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: true,
      target: 'es2022',
      chunkSizeWarningLimit: 4000,
    },
  });
};
