import { reference } from '../backends/reference/index.ts';
import { wasmWith } from '../backends/wasm/index.ts';
import type { Backend } from '../tensor/backend.ts';
import { revectorized, setEngineFlags } from './engine-flags.ts';
import { Failure } from './failure.ts';

// Before anything is compiled: all commands take their backend from here.
setEngineFlags();
const wasm = wasmWith({ revectorized });

const backends: ReadonlyMap<string, Backend> = new Map(
  [wasm, reference].map((backend) => [backend.name, backend] as const),
);

/** The name of the backend that runs where none is asked for. */
export const defaultBackend = wasm.name;

export const backendNames: readonly string[] = [...backends.keys()];

/** The backend of a name. */
export const backendNamed = (name: string): Backend => {
  const backend = backends.get(name);
  if (backend === undefined) throw new Failure(`no backend "${name}"; there is ${backendNames.join(', ')}`);
  return backend;
};
