/** Each mode of gpu.js: whether it works here, and on what. */
import type { GpujsMode } from './device.ts';
import { type Gpu, type GpuLibrary, whyNoWebGpu } from './library.ts';
import { openWebGl2 } from './webgl.ts';

/** What a mode runs on. */
export interface Found {
  readonly gpu: Gpu;
  readonly adapter: string;
  readonly mostNumbers: number;
  /** Errors that the driver told of since this was last asked: they come beside results, not with them. */
  readonly complaints: () => readonly string[];
  /** Whether the driver has taken the device away. */
  readonly isLost: () => boolean;
}

/** Indices are single-precision numbers, exact up to here. */
const mostExact = 2 ** 24;

const quiet = { complaints: () => [], isLost: () => false };

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const webGpu = async ({ GPU, WebGPUContext }: GpuLibrary): Promise<Found> => {
  if (!GPU.isWebGPUSupported) throw new Error(whyNoWebGpu() ?? 'this engine has no WebGPU (navigator.gpu)');
  const { adapter, device } = await WebGPUContext.acquire().catch((error: unknown) => {
    // gpu.js goes on to say what to do in headless Chromium.
    if (/no adapter/.test(messageOf(error)))
      throw new Error('WebGPU has no adapter here (no graphics driver that it can use)');
    throw error;
  });
  const { limits, info } = adapter;
  let told: string[] = [];
  let isLost = false;
  device.addEventListener('uncapturederror', ({ error }) => told.push(error.message));
  void device.lost.then(() => {
    isLost = true;
  });
  return {
    gpu: new GPU({ mode: 'webgpu' }),
    adapter: [info?.vendor, info?.architecture, info?.description].filter(Boolean).join(' ') || 'unnamed',
    mostNumbers: Math.min(mostExact, Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) / 4),
    complaints: () => {
      const since = told;
      told = [];
      return since;
    },
    isLost: () => isLost,
  };
};

const webGl2 = ({ GPU }: GpuLibrary): Found => {
  if (!GPU.isWebGL2Supported) throw new Error('this engine has no WebGL2');
  const { context, renderer, mostTexels, complaints } = openWebGl2();
  return {
    // gpu.js makes its canvas as large as the largest texture; all is drawn into textures, so none is needed.
    gpu: new GPU({ mode: 'webgl2', context, canvas: { width: 1, height: 1 } }),
    adapter: renderer,
    mostNumbers: Math.min(mostExact, mostTexels),
    complaints,
    isLost: () => context.isContextLost(),
  };
};

export const probe: { readonly [M in GpujsMode]: (library: GpuLibrary) => Found | Promise<Found> } = {
  webgpu: webGpu,
  webgl2: webGl2,
  headlessgl: ({ GPU }) => {
    if (!GPU.isHeadlessGLSupported) throw new Error('the package gl is not built here');
    return {
      ...quiet,
      gpu: new GPU({ mode: 'headlessgl' }),
      adapter: 'the package gl',
      mostNumbers: 2 ** 22,
    };
  },
  webasm: ({ GPU }) => {
    if (!GPU.isWebAssemblySupported) throw new Error('this engine has no WebAssembly');
    return {
      ...quiet,
      gpu: new GPU({ mode: 'webasm' }),
      adapter: "gpu.js's own WebAssembly",
      mostNumbers: mostExact,
    };
  },
  cpu: ({ GPU }) => ({
    ...quiet,
    gpu: new GPU({ mode: 'cpu' }),
    adapter: "gpu.js's JavaScript",
    mostNumbers: mostExact,
  }),
};
