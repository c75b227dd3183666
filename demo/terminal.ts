/** What the demonstration prints: headings, and rows of names and facts. */

const bold = (text: string): string => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text: string): string => (process.stdout.isTTY ? `\u001b[2m${text}\u001b[0m` : text);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const heading = (text: string): void => print(`\n${bold(text)}`);

export const rows = (facts: readonly (readonly [name: string, fact: string, note?: string])[]): void => {
  const width = Math.max(...facts.map(([name]) => name.length));
  for (const [name, fact, note] of facts)
    print(`  ${name.padEnd(width)}  ${fact}${note === undefined ? '' : `  ${dim(note)}`}`);
};

export const text = (lines: string): void => {
  for (const line of lines.split('\n')) print(`  ${line}`);
};

/** 12,345 */
export const count = (n: number): string => n.toLocaleString('en');

export const seconds = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
