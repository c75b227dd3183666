/** For tests of what stays on a device: processes of their own, which begin with nothing loaded. */
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

const from = (path: string): string => JSON.stringify(pathToFileURL(path).href);

const prologue = `
import { compile } from ${from('src/compile/compile.ts')};
import { gpujsWith } from ${from('src/backends/gpujs/index.ts')};
import { openDevice } from ${from('src/backends/gpujs/run/device.ts')};
import { add, matmul } from ${from('src/tensor/ops/index.ts')};
import { valueFrom } from ${from('src/tensor/values.ts')};
`;

/** Runs a module in a new process of Node, with this one's environment, until it ends; gives what it prints, as lines. */
export const inProcess = (source: string, flags: readonly string[] = []): readonly string[] => {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, '--import', 'tsx', '--input-type=module', '--eval', prologue + source],
    { encoding: 'utf8', timeout: 100_000 },
  );
  if (status !== 0) throw new Error(`the process ended with ${signal ?? status}: ${stderr}`);
  return stdout.trim().split('\n');
};
