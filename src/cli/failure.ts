import { BackendFailure } from '../compile/compile.ts';
import { TensorError } from '../tensor/error.ts';

/** Something the user can mend, said in one line. The command exits with 2 and has written nothing. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** As it may be printed: on one line, and nothing that a terminal would act on (names come from files). */
export const printable = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);

/** The one line for what went wrong; undefined for a mistake of the program itself. */
export const explain = (error: unknown): string | undefined =>
  error instanceof Failure || error instanceof TensorError || error instanceof BackendFailure
    ? printable(error.message)
    : undefined;
