/** Which mode of gpu.js runs programs here, on what, and why not another. */
import * as E from 'fp-ts/lib/Either.js';
import type { BackendError } from '../../../tensor/backend.ts';
import { type Gpu, type GpuLibrary, loadLibrary, whyNoWebGpu } from './library.ts';

/** Modes of gpu.js, best first. */
export const gpujsModes = ['webgpu', 'webgl2', 'headlessgl', 'webasm', 'cpu'] as const;
export type GpujsMode = (typeof gpujsModes)[number];

/** What programs run on. */
export interface GpujsDevice {
  readonly mode: GpujsMode;
  /** What the driver calls itself. */
  readonly adapter: string;
  /** Of each better mode, why it is not this one. */
  readonly instead: readonly { readonly mode: GpujsMode; readonly reason: string }[];
  /** The most numbers that one array may hold. */
  readonly mostNumbers: number;
}

export interface Device extends GpujsDevice {
  readonly gpu: Gpu;
  /** Errors that the driver told of since this was last asked: they come beside results, not with them. */
  readonly complaints: () => readonly string[];
}

/** Indices are single-precision numbers, exact up to here. */
const mostExact = 2 ** 24;

const fail = (message: string): E.Either<BackendError, never> =>
  E.left({ _tag: 'BackendUnavailable', backend: 'gpujs', message });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type Found = Omit<Device, 'gpu' | 'instead' | 'mode'>;

const quiet = { complaints: () => [] };

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
  device.addEventListener('uncapturederror', ({ error }) => told.push(error.message));
  return {
    adapter: [info?.vendor, info?.architecture, info?.description].filter(Boolean).join(' ') || 'unnamed',
    mostNumbers: Math.min(mostExact, Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize) / 4),
    complaints: () => {
      const since = told;
      told = [];
      return since;
    },
  };
};

const webGl2 = ({ GPU }: GpuLibrary): Found => {
  if (!GPU.isWebGL2Supported) throw new Error('this engine has no WebGL2');
  const canvas =
    typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : document.createElement('canvas');
  const gl = canvas.getContext('webgl2');
  if (!(gl instanceof WebGL2RenderingContext)) throw new Error('no WebGL2 context could be made');
  if (gl.getExtension('EXT_color_buffer_float') === null)
    throw new Error('this WebGL2 can not compute in single precision (EXT_color_buffer_float)');
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = gl.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER);
  const size: unknown = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { ...quiet, adapter: String(renderer), mostNumbers: Math.min(mostExact, Number(size) ** 2) };
};

const probe: { readonly [M in GpujsMode]: (library: GpuLibrary) => Found | Promise<Found> } = {
  webgpu: webGpu,
  webgl2: webGl2,
  headlessgl: ({ GPU }) => {
    if (!GPU.isHeadlessGLSupported) throw new Error('the package gl is not built here');
    return { ...quiet, adapter: 'the package gl', mostNumbers: 2 ** 22 };
  },
  webasm: ({ GPU }) => {
    if (!GPU.isWebAssemblySupported) throw new Error('this engine has no WebAssembly');
    return { ...quiet, adapter: "gpu.js's own WebAssembly", mostNumbers: mostExact };
  },
  cpu: () => ({ ...quiet, adapter: "gpu.js's JavaScript", mostNumbers: mostExact }),
};

const found = new Map<GpujsMode, Promise<E.Either<string, Device>>>();

const open = async (mode: GpujsMode): Promise<E.Either<string, Device>> => {
  try {
    const library = await loadLibrary();
    const properties = await probe[mode](library);
    return E.right({ ...properties, mode, instead: [], gpu: new library.GPU({ mode }) });
  } catch (error) {
    return E.left(messageOf(error));
  }
};

/** One context for each mode: browsers give a page few of them. A mode that failed is tried again. */
const deviceOf = async (mode: GpujsMode): Promise<E.Either<string, Device>> => {
  const known = found.get(mode) ?? open(mode);
  found.set(mode, known);
  const device = await known;
  if (E.isLeft(device)) found.delete(mode);
  return device;
};

/** What a choice of mode comes to: exactly the mode that was asked for, or the best there is for `auto`. */
export const openDevice = async (choice: GpujsMode | 'auto'): Promise<E.Either<BackendError, Device>> => {
  if (choice !== 'auto') {
    const device = await deviceOf(choice);
    return E.isLeft(device) ? fail(`mode ${choice}: ${device.left}`) : device;
  }
  // Without gpu.js there is nothing to say of each mode.
  try {
    await loadLibrary();
  } catch (error) {
    return fail(messageOf(error));
  }
  const instead: { mode: GpujsMode; reason: string }[] = [];
  for (const mode of gpujsModes) {
    const device = await deviceOf(mode);
    if (E.isRight(device)) return E.right({ ...device.right, instead });
    instead.push({ mode, reason: device.left });
  }
  return fail(`no mode works here: ${instead.map(({ mode, reason }) => `${mode}: ${reason}`).join('; ')}`);
};

/** Gives up a device that was lost, so that the next program gets another. */
export const forgetDevice = (mode: GpujsMode): void => {
  found.delete(mode);
};
