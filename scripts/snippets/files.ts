import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files below a folder that end in `extension`, in order; none where there is no such folder. */
export const globFiles = (folder: string, extension: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(
          (name) => name.endsWith(extension) && !name.includes('node_modules') && !name.startsWith('site'),
        )
        .map((name) => join(folder, name))
        .sort()
    : [];

/** The pages of the documentation. */
export const pages = (): readonly string[] => ['README.md', ...globFiles('docs', '.md')];
