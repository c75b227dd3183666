/** The end of a line, in bytes. */
const newline = 0x0a;

/** What stands after the last whole line: a line that was being written when the process was killed. */
export interface TornTail {
  /** The number that the line would have, from 1. */
  readonly line: number;
  readonly bytes: number;
}

export interface Lines {
  /** Without their ends. */
  readonly whole: readonly Uint8Array[];
  readonly torn: TornTail | undefined;
}

/**
 * Takes a file apart into lines. A line is whole when its end is there; that alone decides, so a file cut at any byte
 * gives the lines that were written before.
 */
export const linesOf = (bytes: Uint8Array): Lines => {
  const whole: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    whole.push(bytes.subarray(start, end));
    start = end + 1;
  }
  const rest = bytes.length - start;
  return { whole, torn: rest === 0 ? undefined : { line: whole.length + 1, bytes: rest } };
};
