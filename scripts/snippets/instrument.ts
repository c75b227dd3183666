/**
 * Turns what comments say into checks. Statements at the start of a line are looked at; the check is put at the
 * end of the statement's last line, so that line numbers stay.
 *
 *     const y = relu(x);   // [0, 1]                 the numbers of y
 *     const y = relu(x);   // Tensor<[2]>            its type; of a function, the type of what it gives
 *     const y = relu(x);   // Tensor<[2]>: [0, 1]    both
 *     console.log(y);      // [0, 1]                 what is printed
 *     console.log(text);
 *     // what is printed, line by line; … stands for anything
 */

/** The types that comments can name. */
export const knownTypes = ['Tensor', 'Value', 'Layer', 'Spec', 'Program'] as const;

interface Statement {
  /** The names it defines; for a bare expression the expression itself. */
  readonly names: readonly string[];
  readonly logs: boolean;
}

const statementAt = (line: string): Statement | undefined => {
  if (/^console\.log\(/.test(line)) return { names: [], logs: true };
  const [, single] = /^(?:export )?const (\w+)\b[^=]*=/.exec(line) ?? [];
  if (single !== undefined) return { names: [single], logs: false };
  const [, several] = /^(?:export )?const \[([\w, ]+)\] =/.exec(line) ?? [];
  if (several !== undefined) return { names: several.split(/,\s*/), logs: false };
  return undefined;
};

const ends = (line: string): boolean => /;\s*(\/\/.*)?$/.test(line) && /^\S/.test(line);

const commentOf = (line: string): string => /;\s*\/\/ (.*)$/.exec(line)?.[1] ?? '';

/** `[1, 2], 3` as the source of a list of literals, or nothing when it is prose. */
const literals = (comment: string): string | undefined =>
  /^(?:[[\]\d\s,.eE+-]|NaN|-?Infinity|true|false)+$/.test(comment) && /\w/.test(comment)
    ? `[${comment}]`
    : undefined;

const parses = (source: string): boolean => {
  let depth = 0;
  for (const c of source) depth += c === '[' ? 1 : c === ']' ? -1 : 0;
  return depth === 0;
};

/** The type that a comment starts with, and what follows it. */
const typeIn = (comment: string): readonly [type: string | undefined, rest: string] => {
  if (!knownTypes.some((name) => comment.startsWith(`${name}<`))) return [undefined, comment];
  let depth = 0;
  const end = [...comment].findIndex((c, i) => {
    depth += c === '<' ? 1 : c === '>' && comment[i - 1] !== '=' ? -1 : 0;
    return depth === 0 && c === '>';
  });
  const type = comment.slice(0, end + 1);
  const isPlain =
    end > 0 &&
    !type.includes('…') &&
    (type.match(/\b[A-Z]\w+/g) ?? []).every((name) => knownTypes.some((t) => t === name));
  return [
    isPlain ? type.replace(/\b[A-Z]\w+/g, 'SnippetTypes.$&') : undefined,
    comment.slice(end + 1).replace(/^[:,]? /, ''),
  ];
};

const quoted = (lines: readonly string[]): string => JSON.stringify(lines);

const checksOf = (
  { names, logs }: Statement,
  at: number,
  comment: string,
  below: readonly string[],
): string => {
  if (logs) {
    const shown = below.length > 0 ? below : comment === '' ? [] : [comment];
    return shown.length === 0 ? '' : ` await snippet.printed(${at}, ${quoted(shown)});`;
  }
  const [type, rest] = typeIn(comment);
  const list = literals(rest);
  const [name] = names;
  return [
    type === undefined || name === undefined
      ? ''
      : ` snippet.type<SnippetTypes.Same<SnippetTypes.Given<typeof ${name}>, ${type}>>(true);`,
    list === undefined || !parses(list) ? '' : ` await snippet.is(${at}, [${names.join(', ')}], ${list});`,
  ].join('');
};

/** The lines with checks added. */
export const instrument = (code: readonly string[]): readonly string[] => {
  let statement: Statement | undefined;
  return code.map((line, i) => {
    // A line at the margin begins something new unless it closes a bracket.
    if (/^[^\s)\]}]/.test(line)) statement = statementAt(line);
    if (statement === undefined || !ends(line)) return line;
    const after = code.slice(i + 1);
    const stop = after.findIndex((next) => !next.startsWith('//'));
    const below = after
      .slice(0, stop === -1 ? after.length : stop)
      .map((next) => next.replace(/^\/\/ ?/, ''));
    const checks = checksOf(statement, i, commentOf(line), statement.logs ? below : []);
    statement = undefined;
    const at = checks === '' ? -1 : line.lastIndexOf('//');
    return at === -1 ? line + checks : `${line.slice(0, at).trimEnd()}${checks} ${line.slice(at)}`;
  });
};
