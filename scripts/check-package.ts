/**
 * Checks the package as users get it: builds, packs, lints the tarball, installs it in a project of its own, imports
 * and compiles against it, runs its command, and measures what bundles of it weigh.
 *
 *     npm run check:package
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { compileWith, importAll, runCommand, runGpujs } from './check-package/consumer.ts';
import { installIn } from './check-package/project.ts';
import { measure } from './check-package/size.ts';
import { command, node, PackageProblem, step } from './check-package/step.ts';

const { version, exports } = z
  .object({ version: z.string(), exports: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const subpaths = Object.keys(exports)
  .filter((name) => name !== './package.json')
  .map((name) => name.replace(/^\./, 'thwc'));
const example = 'test-data/golden/all-temp-positional-vec.safetensors';

const packed = z.array(z.object({ filename: z.string(), files: z.array(z.unknown()), size: z.number() }));
const folder = mkdtempSync(join(tmpdir(), 'thwc-package-'));

try {
  await step('build', () => node(['node_modules/tsx/dist/cli.mjs', 'scripts/build.ts']));
  const tarball = await step('pack', () => {
    const [pack] = packed.parse(
      JSON.parse(
        command('npm', ['pack', '--ignore-scripts', '--json', '--silent', '--pack-destination', folder]),
      ),
    );
    if (pack === undefined) throw new PackageProblem('npm pack packs nothing');
    console.log(`  ${pack.files.length} files, ${(pack.size / 1024).toFixed(0)} KiB`);
    return join(folder, pack.filename);
  });
  await step('publint', () => {
    command('node_modules/.bin/publint', ['run', tarball, '--strict']);
  });
  await step('are the types wrong', () => {
    command('node_modules/.bin/attw', [tarball, '--profile', 'esm-only', '--quiet']);
  });
  const project = join(folder, 'project');
  await step('install', () => installIn(project, tarball));
  await step('import', () => importAll(project, subpaths));
  for (const compiler of ['typescript-5.9', 'typescript', 'typescript-7']) {
    await step('compile and run', () => compileWith(project, compiler, subpaths));
  }
  await step('command', () => runCommand(project, example, version));
  await step('gpu.js', () => runGpujs(project));
  await step('size', () => measure(project));
} catch (error) {
  if (!(error instanceof PackageProblem)) throw error;
  console.error(`✗ ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
