/**
 * Graphics for tests in Node: import it before anything loads gpu.js. Where no driver of Vulkan is named, SwiftShader is
 * taken, the software one that comes with Debian's chromium. A machine's own drivers stay; they come first.
 */
import { existsSync, readdirSync } from 'node:fs';

const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Where Vulkan's loader looks by itself. */
const folders = ['/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/usr/share/vulkan/icd.d'];

const { env } = process;
const isNamed = [env.VK_ICD_FILENAMES, env.VK_DRIVER_FILES, env.VK_ADD_DRIVER_FILES].some(Boolean);
const hasOwn = folders.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);

// The loader reads the environment when WebGPU is first asked for an adapter.
if (!isNamed && existsSync(swiftShader))
  env[hasOwn ? 'VK_ADD_DRIVER_FILES' : 'VK_ICD_FILENAMES'] = swiftShader;
