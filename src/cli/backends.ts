import { reference } from '../backends/reference/index.ts';
import { wasm } from '../backends/wasm/index.ts';
import type { Backend } from '../tensor/backend.ts';
import { Failure } from './failure.ts';

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
