/** Where gpu.js is in a bundle: in a script of its own, which no page loads before it needs it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from '../bundle.ts';

/** Whether a script has gpu.js in it: by the name of a method that we do not call, and minifiers keep. */
export const hasGpuJs = ({ text }: Script): boolean => text.includes('createKernelMap');

/** What is wrong with a bundle of a page that imports the backend. */
export const problemsOfScripts = (scripts: readonly Script[], folder: string): readonly string[] => {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const holders = scripts.filter(hasGpuJs);
  const [holder] = holders;
  if (holder === undefined || holders.length !== 1)
    return [`gpu.js is in ${holders.length} scripts, not in 1`];
  return page.includes(holder.name) ? [`the page loads ${holder.name} at once, and gpu.js with it`] : [];
};
