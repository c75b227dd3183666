/**
 * Blocks of pages that are read from the sources, between `<!-- from the sources: name -->` and `<!-- end -->`: a list
 * by its name, or a definition by its file and name (`src/rstg/space.ts#send`).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { planOf } from '../../src/backends/gpujs/plan/interpret.ts';
import { add, programOf, relu, type Tensor, zeros } from '../../src/index.ts';
import { globFiles } from './files.ts';

/** `| name | takes → gives |` for every primitive, from the comments at their parameters. */
const primitives = (): readonly string[] => {
  const text = readFileSync('src/tensor/primitives.ts', 'utf8');
  const params = /export interface Params \{\n([\s\S]*?)\n\}/.exec(text)?.[1] ?? '';
  const rows = [...params.matchAll(/\/\*\* (.*?) \*\/\n {2}readonly (\w+):/g)].map(
    ([, comment = '', name]) => {
      const [takes = '', ...gives] = comment.split(' → ');
      return `| \`${name}\` | ${takes} | ${gives.join(' → ')} |`;
    },
  );
  return ['| primitive | takes | gives |', '|---|---|---|', ...rows];
};

/** Every property by the names of its tests, file by file. */
const properties = (): readonly string[] =>
  globFiles('property-tests', '.test.ts').flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const grouped = /^describe\(/m.test(text);
    const names = [...text.matchAll(/^( *)(describe|it)(?:\.each\([^\n]*\))?\(\s*(['`"])(.*?)\3,/gm)].map(
      ([, indent = '', kind, , name = '']) =>
        `${grouped ? indent : ''}- ${kind === 'describe' ? `**${name}**` : name.replace(/\$\w+|%\w/g, '…')}`,
    );
    return ['', `\`${file}\``, '', ...names];
  });

/** A definition as it stands in its file: up to the blank line before what is next at the margin. */
const code = (file: string, name: string): readonly string[] => {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const start = lines.findIndex((line) =>
    new RegExp(`^(export )?(const|function|interface|type) ${name}\\b`).test(line),
  );
  if (start === -1) throw new Error(`${file} does not define ${name}`);
  const next = lines.findIndex((line, i) => i > start && line === '' && /^\S/.test(lines[i + 1] ?? ''));
  return ['```typescript', ...lines.slice(start, next === -1 ? lines.length : next), '```'];
};

/** The kernel that gpujs makes of a sum and a ReLU. */
const gpujsKernel = (): readonly string[] => {
  const biased = (x: Tensor<[2, 4]>, bias: Tensor<[4]>) => relu(add(x, bias));
  const { kernels } = planOf(programOf(biased, zeros([2, 4]), zeros([4])));
  return ['```js', ...kernels.flatMap(({ source }) => source.split('\n')), '```'];
};

const lists: Readonly<Record<string, () => readonly string[]>> = {
  primitives,
  properties,
  'gpujs-kernel': gpujsKernel,
};

const block = (name: string): readonly string[] => {
  const [file = '', definition] = name.split('#');
  if (definition !== undefined) return code(file, definition);
  const list = lists[name];
  if (list === undefined) throw new Error(`there is no block "${name}"`);
  return list();
};

/** A page with its blocks as the sources have them now. */
export const withBlocks = (text: string): string =>
  text.replace(
    /(<!-- from the sources: (\S+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, open, name, close) => `${open}\n${block(name).join('\n').trim()}\n\n${close}`,
  );

/** The pages whose blocks are not what the sources have; puts that into them if asked to. */
export const staleBlocks = (pages: readonly string[], write: boolean): readonly string[] =>
  pages.flatMap((page) => {
    const text = readFileSync(page, 'utf8');
    const now = withBlocks(text);
    if (now === text) return [];
    if (write) writeFileSync(page, now);
    return [`${page}: a block is not what the sources have; run npm run snippets -- --update`];
  });
