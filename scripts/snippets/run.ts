/** Imports the modules named on the command line, one after the other; says in JSON what was not as claimed. */
import { pathToFileURL } from 'node:url';
import { checked, problems } from './support.ts';

const lineIn = (error: unknown, url: string): number => {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const file = url.replace('file://', '');
  const at = stack.split('\n').find((line) => line.includes(file));
  return Number(/:(\d+):\d+\)?$/.exec(at ?? '')?.[1] ?? 1);
};

for (const file of process.argv.slice(2)) {
  const url = pathToFileURL(file).href;
  try {
    await import(url);
  } catch (error) {
    problems.push({ module: url, line: lineIn(error, url), message: `throws ${String(error)}` });
  }
}
process.stdout.write(`${JSON.stringify({ problems, checked: checked.count })}\n`);
