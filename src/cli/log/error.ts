import { type IoError, renderIoError } from '../../io/index.ts';

/** A line that is whole and yet not what a log holds. */
export interface BadLine {
  readonly _tag: 'BadLine';
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** An entry that was not written, since it could not be read again: a mistake of the program. */
export interface BadEntry {
  readonly _tag: 'BadEntry';
  readonly path: string;
  readonly message: string;
}

/** What can go wrong with the log of a run, told apart by `_tag`. */
export type RunLogError = IoError | BadLine | BadEntry;

/**
 * An error as one line.
 *
 * @example
 * ```ts
 * import { renderRunLogError } from './error.ts';
 * console.log(renderRunLogError({ _tag: 'BadLine', path: 'runs/a/log.jsonl', line: 7, message: 'not JSON' }));
 * // runs/a/log.jsonl:7: not JSON
 * ```
 */
export const renderRunLogError = (error: RunLogError): string =>
  renderIoError(
    error._tag === 'BadLine'
      ? { _tag: 'BadHeader', path: `${error.path}:${error.line}`, message: error.message }
      : error._tag === 'BadEntry'
        ? { _tag: 'BadHeader', path: error.path, message: `not written: ${error.message}` }
        : error,
  );
