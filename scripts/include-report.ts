/**
 * Makes a report of `thwc reproduce table1` a page of the documentation: docs/table1.md, its pictures in docs/images/.
 *
 *     npx tsx scripts/include-report.ts runs/table1-evening
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('expected the folder of a report');

const report = readFileSync(join(folder, 'report.md'), 'utf8');
const page = report.replaceAll(/!\[([^\]]*)\]\(([\w-]+\.svg)\)/g, (_, title: string, file: string) => {
  copyFileSync(join(folder, file), join('docs/images', `table1-${file}`));
  return `![${title}](images/table1-${file})`;
});
writeFileSync('docs/table1.md', `---\ntitle: SyncMNIST, Table 1\n---\n\n${page}`);
console.log(`docs/table1.md from ${folder}`);
