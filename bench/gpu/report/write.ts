import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gpuMarkdown } from './markdown.ts';
import { keptRuns, mergeRuns, type Run, readRuns } from './run.ts';

/** Puts runs into a folder of guides, beside the runs that it has. */
export const writeGpuReport = (made: readonly Run[], docs: string): void => {
  const file = join(docs, 'performance-gpu.json');
  const runs = mergeRuns(readRuns(file), keptRuns(made));
  const page = gpuMarkdown(runs);
  mkdirSync(docs, { recursive: true });
  writeFileSync(file, `${JSON.stringify(runs, undefined, 1)}\n`);
  writeFileSync(join(docs, 'performance-gpu.md'), page);
};
