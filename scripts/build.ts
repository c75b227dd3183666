/** Compiles `src` to `dist`: JavaScript, declarations and their maps. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});

// The compiler rewrites `./x.ts` to `./x.js` in JavaScript but not in declarations.
const relativeImport = /((?:from|import)\s*\(?\s*['"]\.[^'"]*)\.ts(['"])/g;
for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = join('dist', name);
  writeFileSync(file, readFileSync(file, 'utf8').replace(relativeImport, '$1.js$2'));
}
chmodSync('dist/cli/main.js', 0o755);
