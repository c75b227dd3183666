/** What the engine that runs us can do. */

import type { FunctionCode } from '../assembler/index.ts';
import { f32x4, i32, moduleBytes, procedure, v128 } from '../assembler/index.ts';
import type { Features } from '../kernels/kernel.ts';

const validates = (code: FunctionCode, shared = false): boolean =>
  WebAssembly.validate(
    moduleBytes({
      memory: { minimum: 1, maximum: 1, shared },
      imports: [],
      globals: [],
      functions: [code],
      exports: [],
    }),
  );

const address = i32.const(0);
const doNothing = (shared: boolean): boolean =>
  validates(
    procedure([], () => ({ type: 'none', code: [] })),
    shared,
  );

const usesVectors = procedure([], () => v128.store(address, f32x4.const(0)));
const usesRelaxed = procedure([], () =>
  v128.store(address, f32x4.relaxed_madd(f32x4.const(0), f32x4.const(0), f32x4.const(0))),
);

/** Why no program can be run here; nothing if it can. */
export const whyNot = (): string | undefined => {
  if (typeof WebAssembly !== 'object') return 'this engine has no WebAssembly';
  if (!validates(usesVectors)) return 'this engine has no 128-bit vectors in WebAssembly (SIMD)';
  return undefined;
};

export const hasRelaxed = (): boolean => validates(usesRelaxed);

/** Why no memory can be shared among threads; nothing if it can. */
export const whyNotShared = (): string | undefined => {
  // Pages that are not isolated may have the constructor, but can not hand such memory to a worker.
  if ('crossOriginIsolated' in globalThis && globalThis.crossOriginIsolated === false)
    return "no SharedArrayBuffer: the page is not cross-origin isolated (it is with the headers 'Cross-Origin-Opener-Policy: same-origin' and 'Cross-Origin-Embedder-Policy: require-corp')";
  if (typeof SharedArrayBuffer !== 'function') return 'this engine has no SharedArrayBuffer';
  if (!doNothing(true)) return 'this engine has no threads in WebAssembly';
  return undefined;
};

/** Main threads of pages, and service workers, may not sleep: a barrier has to spin there. */
export const maySleep = (): boolean => {
  try {
    // Gives 'not-equal' at once where sleeping is allowed, and throws where it is not.
    return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0) === 'not-equal';
  } catch {
    return false;
  }
};

/** What the host tells of Node, where we are in Node. Asked by name, so that bundles for pages do not look for modules. */
export const nodeModule = <T>(name: string): T | undefined => {
  const { process: host } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  // The caller says what the module is: one of Node's own, whose types are known.
  return host?.getBuiltinModule?.(name) as T | undefined;
};

/** How many threads the machine runs at once. */
export const processors = (): number => {
  const os = nodeModule<{ readonly availableParallelism: () => number }>('node:os');
  if (os !== undefined) return os.availableParallelism();
  return globalThis.navigator?.hardwareConcurrency ?? 1;
};

export const featuresOf = (options: Partial<Features>): Features => ({
  relaxed: options.relaxed ?? hasRelaxed(),
  revectorized: options.revectorized ?? false,
});
