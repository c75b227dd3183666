/** What runs inside snippets: a console that remembers, and checks of what comments say. */
import { format, isDeepStrictEqual } from 'node:util';
import { type AnyTensor, type AnyValue, evaluate, toNested } from 'thwc';

/** Something a snippet claims that is not so. `line` is a line of the module. */
export interface Problem {
  readonly module: string;
  readonly line: number;
  readonly message: string;
}

export const problems: Problem[] = [];
/** How many claims were checked. */
export const checked = { count: 0 };

const isObject = (x: unknown): x is object => typeof x === 'object' && x !== null;
const isTensor = (x: unknown): x is AnyTensor => isObject(x) && 'source' in x && 'dtype' in x;
const isValue = (x: unknown): x is AnyValue => isObject(x) && 'data' in x && 'dtype' in x;

/** Tensors and values as nested arrays; other things as they are. */
const plain = async (x: unknown): Promise<unknown> => {
  if (isTensor(x)) return toNested(await evaluate(x));
  if (isValue(x)) return toNested(x);
  return ArrayBuffer.isView(x) && 'length' in x ? Array.from(x as unknown as ArrayLike<number>) : x;
};

const decimals = (x: unknown): number =>
  Array.isArray(x) ? Math.max(0, ...x.map(decimals)) : (String(x).split('.')[1]?.length ?? 0);

/** Equal, numbers up to the last decimal that is written. */
const alike = (got: unknown, wanted: unknown, tolerance: number): boolean => {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(got) &&
      got.length === wanted.length &&
      wanted.every((x, i) => alike(got[i], x, tolerance))
    );
  }
  if (typeof got === 'number' && typeof wanted === 'number') {
    return (
      Object.is(got, wanted) ||
      got === wanted ||
      Math.abs(got - wanted) <= tolerance + 1e-6 * Math.abs(wanted)
    );
  }
  return isDeepStrictEqual(got, wanted);
};

const toleranceOf = (wanted: unknown): number => (decimals(wanted) === 0 ? 0 : 0.5 * 10 ** -decimals(wanted));

const matches = (got: string, wanted: string): boolean => {
  const parts = wanted.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(got);
};

const show = (x: unknown): string => (typeof x === 'string' ? x : JSON.stringify(x));

const asLiteral = (text: string): unknown => {
  try {
    return JSON.parse(text.replaceAll("'", '"'));
  } catch {
    return undefined;
  }
};

/** The tools of one snippet; `line` counts the snippet's lines from 0. */
export const open = (url: string) => {
  const logged: (readonly unknown[])[] = [];
  const report = (line: number, message: string): void => {
    problems.push({ module: url, line: line + 2, message });
  };
  const log = (...args: readonly unknown[]): void => {
    logged.push(args);
  };
  return {
    console: { log, error: log, warn: log },
    snippet: {
      /** Fails to compile where a comment names another type. */
      type: <_Same extends true>(_same: true): void => {
        checked.count++;
      },
      is: async (line: number, got: readonly unknown[], wanted: readonly unknown[]): Promise<void> => {
        checked.count++;
        const values = await Promise.all(got.map(plain));
        if (!alike(values, wanted, toleranceOf(wanted))) {
          report(line, `the comment says ${show(wanted).slice(1, -1)}, it is ${show(values).slice(1, -1)}`);
        }
      },
      printed: async (line: number, wanted: readonly string[]): Promise<void> => {
        checked.count++;
        const args = logged.at(-1) ?? [];
        const text = format(...args);
        const [only = '', ...more] = wanted;
        const literal = more.length === 0 && args.length === 1 ? asLiteral(only) : undefined;
        const value = await plain(args[0]);
        const same =
          matches(text.trimEnd(), wanted.join('\n').trimEnd()) ||
          (literal !== undefined && alike(value, literal, toleranceOf(literal)));
        if (!same)
          report(
            line,
            `the comment says\n${wanted.join('\n')}\nprinted is\n${literal === undefined ? text : show(value)}`,
          );
      },
    },
  };
};
