/**
 * Installs what WebGPU in Node needs on a machine without a graphics card: Vulkan's loader, and chromium for the software
 * driver that comes with it. Tests of `thwc/backends/gpujs` run mode webgpu then, and the tests in a browser their browser.
 *
 *     npx tsx scripts/graphics.ts
 *
 * Where it can not, it says so; it fails only in CI.
 */
import * as E from 'fp-ts/lib/Either.js';
import { chromium, vulkan, whyMissing } from './debian.ts';

const missing = whyMissing(chromium, vulkan);
await import('../property-tests/gpujs/adapter.ts');
const { gpujsDevice } = await import('../src/backends/gpujs/index.ts');
const device = await gpujsDevice({ mode: 'webgpu' });
if (E.isRight(device)) console.log(`WebGPU in Node runs on ${device.right.adapter}`);
else {
  console.error(
    `WebGPU in Node: ${[device.left.message, ...(missing === undefined ? [] : [missing])].join('; ')}`,
  );
  if ((process.env.CI ?? '') !== '') process.exitCode = 1;
}
process.exit();
