/**
 * The backend of gpu.js: programs on graphics processors, by WebGPU or WebGL, in browsers and in Node. gpu.js is a peer
 * dependency, and so is `webgpu` where Node is to use WebGPU: `npm install gpu.js webgpu`. Both are loaded when the first
 * program is compiled, not before.
 *
 * @module thwc/backends/gpujs
 */
import type { Backend } from '../../tensor/backend.ts';
import { gpujsWith } from './backend.ts';

export { type GpujsOptions, gpujsDevice, gpujsWith } from './backend.ts';
export { type GpujsDevice, type GpujsMode, gpujsModes } from './run/device.ts';

/**
 * Programs on the best that gpu.js finds here: WebGPU, WebGL2, headless GL, its own WebAssembly, JavaScript, in this order.
 * {@link gpujsDevice} says which it is, and why no better one; {@link gpujsWith} asks for one of them. Numbers are single
 * precision throughout.
 *
 * @example
 * ```ts
 * import { compile, matmul, value, type Tensor } from 'thwc';
 * import { gpujs } from 'thwc/backends/gpujs';
 *
 * const product = compile((a: Tensor<[2, 3]>, b: Tensor<[3, 1]>) => matmul(a, b), { backend: gpujs });
 * const c = await product(value([[1, 2, 3], [4, 5, 6]]), value([[1], [0], [1]])); // Value<[2, 1]>: [[4], [10]]
 * ```
 */
export const gpujs: Backend = gpujsWith();
