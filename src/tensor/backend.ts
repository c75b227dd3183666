import type * as E from 'fp-ts/lib/Either.js';
import type { Program } from './program.ts';
import type { AnyValue } from './value.ts';

/** Why a backend could not compile or run a program: expected failures, not mistakes in the program. */
export interface BackendError {
  readonly _tag: 'BackendUnavailable' | 'OutOfMemory' | 'DeviceLost' | 'LimitExceeded';
  readonly backend: string;
  readonly message: string;
}

/** A program made ready to run again and again. */
export interface Executable {
  /** Runs the program once: as many values in and out as it has inputs and outputs. */
  readonly run: (inputs: readonly AnyValue[]) => Promise<E.Either<BackendError, readonly AnyValue[]>>;
}

/** The memory that a backend has planned for a program. */
export interface PlannedMemory {
  /** All that a run needs: inputs, outputs, constants, and everything between. */
  readonly bytes: number;
  /** What that would be if no place were used twice. */
  readonly bytesUnshared: number;
}

/** How a backend may run a program. */
export interface BackendOptions {
  /**
   * Inputs, by number, that a run uses up. Results of their shapes may then stay in the backend's memory until they are
   * read, and need not leave it to be an input of the next run. Backends without memory of their own take no notice.
   */
  readonly donated?: readonly number[];
}

/** An interpreter of programs: what compiles them and runs them. */
export interface Backend {
  readonly name: string;
  /**
   * Runs a closed program at once, to fold constants with the very arithmetic that runs the rest. A backend without it
   * (its numbers do not fit values, or it can not answer at once) has nothing folded.
   */
  readonly fold?: (program: Program, inputs: readonly AnyValue[]) => readonly AnyValue[];
  /**
   * Whether programs may be rewritten to cost less where that changes their rounding (sums taken in another order). An
   * oracle computes what is written.
   */
  readonly reassociates?: boolean;
  /** The bytes that a program as it is would run in, where a backend plans its memory ahead. */
  readonly memory?: (program: Program) => PlannedMemory;
  /** Makes a program ready to run, or says why it can not. */
  readonly compile: (
    program: Program,
    options?: BackendOptions,
  ) => Promise<E.Either<BackendError, Executable>>;
}
