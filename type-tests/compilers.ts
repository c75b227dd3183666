/**
 * The three compilers, run as users run them: by their command line.
 */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export interface Compiler {
  readonly name: string;
  readonly bin: string;
}

export const compilers: readonly Compiler[] = [
  { name: 'TypeScript 7', bin: 'node_modules/typescript-7/bin/tsc' },
  { name: 'TypeScript 6', bin: 'node_modules/typescript/bin/tsc' },
  { name: 'TypeScript 5.9', bin: 'node_modules/typescript-5.9/bin/tsc' },
];

/** Compiles; gives what was printed. That there are errors is no failure here. */
export const run = (compiler: Compiler, args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [compiler.bin, '--pretty', 'false', ...args],
      { cwd: root, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number') reject(error);
        else if (stderr !== '') reject(new Error(`${compiler.name}: ${stderr}`));
        else resolve(stdout);
      },
    );
  });

/** One error: where it is, and its message. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: readonly string[];
}

/** Reads what the compiler printed; the lines of a message after the first are indented. */
export const parseDiagnostics = (output: string): readonly Diagnostic[] => {
  const found: { file: string; line: number; column: number; message: string[] }[] = [];
  for (const line of output.split('\n')) {
    const head = /^(\S.*?)\((\d+),(\d+)\): error TS\d+: (.*)$/.exec(line);
    if (head !== null) {
      const [, file = '', row, column, message = ''] = head;
      found.push({ file, line: Number(row), column: Number(column), message: [message] });
    } else if (line.startsWith(' ')) found.at(-1)?.message.push(line.trim());
    else if (/\berror TS\d+/.test(line)) throw new Error(line);
  }
  return found.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
};
