/** For tests of what runs programs: processes of their own, which begin with nothing loaded. */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const from = (path: string): string => JSON.stringify(pathToFileURL(path).href);

const prologue = `
import { compile } from ${from('src/compile/compile.ts')};
import { wasmWith, engine } from ${from('src/backends/wasm/index.ts')};
import { add, matmul } from ${from('src/tensor/ops/index.ts')};
import { valueFrom } from ${from('src/tensor/values.ts')};
const workers = () => (engine().notes.join().includes('no workers') ? 'no workers' : 'workers');
const random = (n, seed) => Float32Array.from({ length: n }, (_, i) => Math.fround(Math.sin(i * 12.9898 + seed)));
const matrix = (n, seed = 1) => valueFrom([n, n], random(n * n, seed));
const square = (backend, n, more = 0) => compile((a) => add(matmul(a, a), more), { backend })(matrix(n));
`;

/** Runs a module in a new process of Node until it ends; gives what it prints, as lines. */
export const inProcess = (source: string, flags: readonly string[] = []): readonly string[] => {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, '--import', 'tsx', '--input-type=module', '--eval', prologue + source],
    { encoding: 'utf8', timeout: 50_000 },
  );
  if (status !== 0) throw new Error(`the process ended with ${signal ?? status}: ${stderr}`);
  return stdout.trim().split('\n');
};
