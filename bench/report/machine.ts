import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';

/** The engines' versions, of Node and of V8. */
const engine = (path: string | undefined): string =>
  path === undefined
    ? 'missing'
    : execFileSync(path, ['-p', "process.version + ' (V8 ' + process.versions.v8 + ')'"], {
        encoding: 'utf8',
      }).trim();

/** What all this ran on. */
export const machineLines = (engines: { readonly [name: string]: string | undefined }): readonly string[] => {
  const [first] = cpus();
  return [
    `${cpus().length} × ${first?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    `Node 20 is ${engine(engines['Node 20'])}; Node 24 is ${engine(engines['Node 24'])}`,
  ];
};
