/**
 * The backend of gpu.js: programs on graphics processors, by WebGPU or WebGL, in browsers and in Node. gpu.js is a peer
 * dependency, and so is `webgpu` where Node is to use WebGPU: `npm install gpu.js webgpu`.
 *
 * @module thwc/backends/gpujs
 */
import type { Backend } from '../../tensor/backend.ts';
import { gpujsWith } from './backend.ts';

export { type GpujsOptions, gpujsDevice, gpujsWith } from './backend.ts';
export { type GpujsDevice, type GpujsMode, gpujsModes } from './run/device.ts';

/** Programs on the best that gpu.js finds here. */
export const gpujs: Backend = gpujsWith();
