/** The functions of a module while it is put together: each once, by key. */
import type { Callable, FunctionCode, ImportedFunction } from '../assembler/index.ts';
import type { Features, HostFunction, Site } from '../kernels/kernel.ts';

/** Functions of the host, in f64: what is rare and hard. */
export const hostFunctions: readonly ImportedFunction[] = [
  { name: 'pow', signature: { params: ['f64', 'f64'], results: ['f64'] } },
  { name: 'sin', signature: { params: ['f64'], results: ['f64'] } },
  { name: 'cos', signature: { params: ['f64'], results: ['f64'] } },
];

export interface Registry extends Site {
  readonly functions: () => readonly FunctionCode[];
}

export const registry = (features: Features): Registry => {
  const known = new Map<string, Callable>();
  const functions: FunctionCode[] = [];
  return {
    features,
    functions: () => functions,
    host: (name: HostFunction) => ({ index: hostFunctions.findIndex((f) => f.name === name) }),
    function: (key, build) => {
      const found = known.get(key);
      if (found !== undefined) return found;
      // Built first: what it calls gets its numbers before it.
      const code = build();
      const made = { index: hostFunctions.length + functions.push(code) - 1 };
      known.set(key, made);
      return made;
    },
  };
};
