/** Reads the SVG that the pictures are: strict about tags, quotes and entities, and knows nothing else of XML. */

export interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Node[];
  /** The text directly in it. */
  readonly text: string;
}

const entities: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
]);

const unescaped = (text: string): string =>
  text.replace(/&[^;]*;?/g, (entity) => {
    const sign = entities.get(entity);
    if (sign === undefined) throw new Error(`unknown entity ${entity}`);
    return sign;
  });

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  text: string;
}

const token = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** The root of a picture. */
export const parseSvg = (svg: string): Node => {
  // Characters that XML does not know.
  const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(svg);
  if (illegal !== null) throw new Error(`illegal character at ${illegal.index}`);
  const root: Open = { name: '', attributes: new Map(), children: [], text: '' };
  const open: Open[] = [root];
  token.lastIndex = 0;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const [matched, close, name, attributes = '', empty, text = ''] = token.exec(svg) ?? [];
    const inner = open.at(-1);
    if (matched === undefined || inner === undefined)
      throw new Error(`no tag at ${at}: ${svg.slice(at, at + 40)}`);
    if (name === undefined) {
      inner.text += unescaped(text);
    } else if (close === '/') {
      if (inner.name !== name) throw new Error(`</${name}> closes <${inner.name}> at ${at}`);
      open.pop();
      open.at(-1)?.children.push(inner);
    } else {
      const pairs = [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)];
      const read = new Map(pairs.map(([, key = '', value = '']) => [key, unescaped(value)]));
      const node = { name, attributes: read, children: [], text: '' };
      if (empty === '/') inner.children.push(node);
      else open.push(node);
    }
  }
  const [svgNode, ...others] = root.children;
  if (open.length !== 1 || svgNode?.name !== 'svg' || others.length > 0)
    throw new Error('not one whole <svg>');
  return svgNode;
};

/** A node and all below it. */
export const nodesIn = (node: Node): readonly Node[] => [node, ...node.children.flatMap(nodesIn)];

/** The marks of one kind, `mark-line` or `role-axis-title`, in the order in which they are drawn. */
export const marksIn = (node: Node, ...kinds: readonly string[]): readonly Node[] =>
  nodesIn(node)
    .filter(({ attributes }) => {
      const classes = attributes.get('class')?.split(' ') ?? [];
      return kinds.every((kind) => classes.includes(kind));
    })
    .flatMap(({ children }) => children);

/** The texts of some nodes. */
export const textsOf = (nodes: readonly Node[]): readonly string[] =>
  nodes.map((node) =>
    nodesIn(node)
      .map(({ text }) => text)
      .join(''),
  );

/** The n-th plot of a picture, from the top. */
export const panelOf = (svg: Node, n: number): Node => {
  const found = nodesIn(svg).find(
    ({ attributes }) => attributes.get('class')?.split(' ').includes(`concat_${n}_group`) === true,
  );
  if (found === undefined) throw new Error(`no plot ${n}`);
  return found;
};
