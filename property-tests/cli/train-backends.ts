/** Backends that show, or spoil, what a run computes. */
import * as E from 'fp-ts/lib/Either.js';
import { reference } from '../../src/backends/reference/index.ts';
import type { Backend } from '../../src/tensor/backend.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import { makeValue } from '../../src/tensor/values.ts';

type Values = readonly AnyValue[];

/** The reference, with `between` let in between a program's inputs and outputs. */
export const watched = (between: (inputs: Values, outputs: Values) => Values): Backend => ({
  ...reference,
  compile: async (program) =>
    E.map(({ run }: { readonly run: (inputs: Values) => Promise<E.Either<never, Values>> }) => ({
      run: async (inputs: Values) => E.map((outputs: Values) => between(inputs, outputs))(await run(inputs)),
    }))(await reference.compile(program)),
});
