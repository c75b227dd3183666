/** What we use of gpu.js, and how it is found: by a dynamic import, so that nobody who does not run it loads it. */

/** A kernel of gpu.js: called with arrays, handles of what is on the device, and numbers. */
export interface GpuKernel {
  (...args: readonly unknown[]): unknown;
  readonly destroy: () => void;
}

/** A number of kernel calls that gpu.js has recorded, to run them again and again. */
export interface GpuPipeline {
  (...args: readonly unknown[]): Promise<readonly unknown[]>;
  readonly destroy: () => Promise<void>;
  /** What gpu.js says of how it runs: its own object, behind the function. */
  readonly pipeline: { readonly executorKind: string; readonly fallbackReason: string | null };
}

export interface KernelSettings {
  readonly output: readonly [number];
  readonly precision: 'single';
  readonly tactic: 'precision';
  readonly pipeline?: boolean;
  readonly immutable?: boolean;
  readonly asyncMode?: boolean;
  /** Where a kernel can not run in its mode. */
  readonly onRequestFallback?: () => never;
}

export interface Gpu {
  readonly createKernel: (source: string, settings: KernelSettings) => GpuKernel;
  readonly createPipeline: (
    record: (...args: readonly unknown[]) => readonly unknown[],
    settings: { readonly threads: boolean },
  ) => GpuPipeline;
  /** All kernels that live. */
  readonly kernels: readonly unknown[];
  readonly pipelines: readonly unknown[];
}

/** The parts of WebGPU that say what it runs on. */
export interface WebGpuDevice {
  readonly adapter: {
    readonly limits: { readonly maxStorageBufferBindingSize: number; readonly maxBufferSize: number };
    readonly info?: { readonly vendor: string; readonly architecture: string; readonly description: string };
  };
  readonly device: {
    readonly addEventListener: (
      event: 'uncapturederror',
      f: (event: { readonly error: { readonly message: string } }) => void,
    ) => void;
    readonly lost: Promise<unknown>;
    readonly destroy: () => void;
  };
}

/** A context to use instead of one that gpu.js makes, and what it takes for its canvas. */
export interface GivenContext {
  readonly context: WebGL2RenderingContext;
  readonly canvas: { readonly width: number; readonly height: number };
}

/** gpu.js's handle of numbers in a buffer: counted, and given up when as many were deleted as were made. */
export interface WebGpuBuffer {
  readonly buffer: unknown;
  readonly context: unknown;
  readonly kernel: unknown;
  readonly delete: () => void;
}

/** What gpu.js exports. */
export interface GpuLibrary {
  readonly GPU: {
    new (settings: { readonly mode: string } & Partial<GivenContext>): Gpu;
    readonly isWebGL2Supported: boolean;
    readonly isHeadlessGLSupported: boolean;
    readonly isWebAssemblySupported: boolean;
    readonly isWebGPUSupported: boolean;
  };
  readonly WebGPUContext: { readonly acquire: () => Promise<WebGpuDevice> };
  readonly WebGPUBufferResult: new (
    settings: Omit<WebGpuBuffer, 'delete'> & {
      readonly output: readonly [number];
      readonly componentCount: 1;
    },
  ) => WebGpuBuffer;
}

type Loaded = GpuLibrary & { readonly default?: GpuLibrary | GpuLibrary['GPU'] };

/**
 * gpu.js itself. It is CommonJS: Node gives its exports as the default, and browsers get a bundle whose default is the
 * class, with all else on it. The cast says that these are the exports of the version that we are a peer of.
 */
export const loadLibrary = async (): Promise<GpuLibrary> => {
  await provideWebGpu();
  const loaded = (await import('gpu.js').catch(notLoaded)) as unknown as Loaded;
  const exported = loaded.default ?? loaded;
  return 'GPU' in exported ? (exported as GpuLibrary) : loaded;
};

/** It is an optional peer: whoever asks for it first hears how to get it. */
const notLoaded = (error: unknown): never => {
  const reason = error instanceof Error ? error.message : String(error);
  throw new Error(`gpu.js is not there: npm install gpu.js webgpu (${reason})`, { cause: error });
};

/** Node has no WebGPU of its own: the package `webgpu` has, and gpu.js looks for it where browsers have it. */
const provideWebGpu = async (): Promise<void> => {
  const host: { navigator?: { gpu?: unknown }; process?: { versions?: { node?: string } } } = globalThis;
  if (host.process?.versions?.node === undefined || host.navigator?.gpu !== undefined) return;
  // By a name that bundlers for pages do not follow.
  const name = 'webgpu';
  try {
    const { create, globals } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as {
      create: (options: readonly string[]) => unknown;
      globals: object;
    };
    Object.assign(globalThis, globals);
    const gpu = create([]);
    if (host.navigator === undefined)
      Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
    else Object.defineProperty(host.navigator, 'gpu', { value: gpu, configurable: true });
  } catch (error) {
    noWebGpu = `the package webgpu could not be loaded (${error instanceof Error ? error.message : String(error)})`;
  }
};

let noWebGpu: string | undefined;

/** Why Node has no WebGPU, where it has none. */
export const whyNoWebGpu = (): string | undefined => noWebGpu;
