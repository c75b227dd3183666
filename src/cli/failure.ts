import { TensorError } from '../tensor/error.ts';
import { BackendFailure } from '../compile/compile.ts';

/** Something the user can mend, said in one line. The command exits with 2 and has written nothing. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/** The one line for what went wrong; undefined for a mistake of the program itself. */
export const explain = (error: unknown): string | undefined =>
  error instanceof Failure || error instanceof TensorError || error instanceof BackendFailure
    ? error.message.replace(/\s*\n\s*/g, ' ')
    : undefined;
