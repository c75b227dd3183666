/** How much code typical imports bring to a browser: bundled, minified, gzipped, against a budget. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { z } from 'zod';
import { PackageProblem } from './step.ts';

const budgets = z.array(z.object({ imports: z.string(), from: z.string(), gzippedBytes: z.number() }));

/** The entry that brings gpu.js, in a chunk that is loaded when it is asked for: of no concern to others. */
const bringsGpujs = (from: string): boolean => from === 'thwc/backends/gpujs';

/** Bundles one import for the browser: a module of Node that gets in is an error, and so is gpu.js where it was not imported. */
const bundle = async (folder: string, imports: string, from: string): Promise<Uint8Array> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${imports} } from '${from}';`, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    external: ['gpu.js'],
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new PackageProblem(`no bundle for ${imports} from ${from}`);
  const asks = Object.values(metafile.outputs).some(({ imports: all }) =>
    all.some(({ path }) => path.startsWith('gpu.js')),
  );
  if (asks !== bringsGpujs(from))
    throw new PackageProblem(`${imports} from ${from} ${asks ? 'brings' : 'does not load'} gpu.js`);
  return file.contents;
};

/** Measures every import of the budget file. */
export const measure = async (folder: string): Promise<string> => {
  const lines: string[] = [];
  const over: string[] = [];
  for (const { imports, from, gzippedBytes } of budgets.parse(
    JSON.parse(readFileSync('scripts/size-budget.json', 'utf8')),
  )) {
    const size = gzipSync(await bundle(folder, imports, from), { level: 9 }).length;
    const line = `{ ${imports} } from '${from}': ${size} of ${gzippedBytes} bytes gzipped`;
    lines.push(line);
    if (size > gzippedBytes) over.push(line);
  }
  if (over.length > 0)
    throw new PackageProblem(`larger than scripts/size-budget.json allows:\n${over.join('\n')}`);
  return `\n  ${lines.join('\n  ')}`;
};
