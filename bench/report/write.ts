import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawSvg } from '../../src/cli/plot/draw.ts';
import type { Report } from './data.ts';
import { markdown } from './markdown.ts';
import { plots } from './plots.ts';

/** Writes the page, its pictures and the numbers into a folder of guides. */
export const writeReport = async (report: Report, docs: string): Promise<void> => {
  // All is drawn before anything is written.
  const drawn: (readonly [string, string])[] = [];
  for (const [name, spec] of plots(report)) drawn.push([name, await drawSvg(spec)]);
  mkdirSync(join(docs, 'images'), { recursive: true });
  for (const [name, svg] of drawn) writeFileSync(join(docs, 'images', `${name}.svg`), svg);
  writeFileSync(join(docs, 'performance.md'), markdown(report));
  writeFileSync(join(docs, 'performance.json'), `${JSON.stringify(report, undefined, 1)}\n`);
};
