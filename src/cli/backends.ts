import * as E from 'fp-ts/lib/Either.js';
import { type GpujsMode, gpujsDevice, gpujsModes, gpujsWith } from '../backends/gpujs/index.ts';
import { reference } from '../backends/reference/index.ts';
import { engine, wasmWith } from '../backends/wasm/index.ts';
import { BackendFailure } from '../compile/compile.ts';
import type { Backend } from '../tensor/backend.ts';
import { revectorized, setEngineFlags } from './engine-flags.ts';
import { Failure, printable } from './failure.ts';

// Before anything is compiled: all commands take their backend from here.
setEngineFlags();
const wasm = wasmWith({ revectorized });

/** `wasm` in one thread: for threads that compute beside each other. */
export const singleThread = wasmWith({ revectorized, threads: 1 });

/** A backend that can run programs here, and what it is, in words. */
export interface OpenBackend {
  readonly backend: Backend;
  /** What computes: for `gpujs`, the mode that it came to. */
  readonly name: string;
  /** On what: threads, the adapter of the graphics driver. */
  readonly on: string;
  /** Why it is not something better. */
  readonly notes: readonly string[];
  /** How to share the machine with threads that compute something else at the same time (by `singleThread`); none where it can not. */
  readonly beside?: {
    /** So many others. */
    readonly threads: number;
    /** The same numbers, in the threads that are left. */
    readonly backend: Backend;
  };
}

/** What computes. */
export type Computing = Pick<OpenBackend, 'backend' | 'beside'>;

type Open = () => OpenBackend | Promise<OpenBackend>;

/** Half of the threads for something else, the rest for programs. */
const half = (threads: number): NonNullable<OpenBackend['beside']> => {
  const others = Math.floor(threads / 2);
  return { threads: others, backend: wasmWith({ revectorized, threads: threads - others }) };
};

const openWasm: Open = () => {
  const { threads, relaxedSimd, notes } = engine();
  const counted = `${threads} thread${threads === 1 ? '' : 's'}`;
  return {
    backend: wasm,
    name: wasm.name,
    on: `${counted}${relaxedSimd ? ', fused multiply-add' : ''}`,
    notes,
    ...(threads > 1 ? { beside: half(threads) } : {}),
  };
};

/** Of the modes of gpu.js, one that is asked for, or the best there is: then that one to the end, and never another. */
const openGpujs =
  (choice: GpujsMode | 'auto'): Open =>
  async () => {
    const found = await gpujsDevice({ mode: choice });
    if (E.isLeft(found)) throw new BackendFailure(found.left);
    const { mode, adapter, instead } = found.right;
    const backend = gpujsWith({ mode });
    return {
      backend,
      name: backend.name,
      on: printable(adapter),
      notes: instead.map(({ mode: better, reason }) => `not ${better}: ${printable(reason)}`),
    };
  };

const backends: ReadonlyMap<string, Open> = new Map<string, Open>([
  [wasm.name, openWasm],
  [reference.name, () => ({ backend: reference, name: reference.name, on: 'plain TypeScript', notes: [] })],
  ...(['auto', ...gpujsModes] as const).map((mode) => [gpujsWith({ mode }).name, openGpujs(mode)] as const),
]);

/** The name of the backend that runs where none is asked for. */
export const defaultBackend = wasm.name;

export const backendNames: readonly string[] = [...backends.keys()];

/** What a flag for the backend takes. */
export const backendHelp = `what computes: ${backendNames.join(', ')}`;

/**
 * The backend of a name, ready to compile. gpu.js is loaded only where it is asked for.
 *
 * @throws (rejects) Failure for a name that is none, `BackendFailure` where it can not run here
 */
export const openBackend = async (name: string): Promise<OpenBackend> => {
  const open = backends.get(name);
  if (open === undefined) throw new Failure(`no backend "${name}"; there is ${backendNames.join(', ')}`);
  return open();
};

/** The words alone, for files. */
export const recorded = ({ name, on, notes }: OpenBackend) => ({ name, on, notes });

/** What computes, on what, and why not something better: a line, and one for each note. */
export const describeBackend = ({ name, on, notes }: OpenBackend): string =>
  [`backend ${name}: ${on}`, ...notes.map((note) => `  ${note}`), ''].join('\n');
