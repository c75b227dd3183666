/** A browser with WebGPU: on a graphics processor where there is one, else on SwiftShader. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const paths = [
  process.env.THWC_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
];

/** Where the browser is, if there is one. `THWC_CHROMIUM` may say. */
export const browserPath = (): string | undefined => paths.find((path) => path !== '' && existsSync(path));

const common = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--ignore-gpu-blocklist',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const flags = {
  hardware: ['--use-angle=vulkan', '--disable-vulkan-surface', ...common],
  software: [
    '--use-webgpu-adapter=swiftshader',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    ...common,
  ],
} as const;

export type Ware = keyof typeof flags;

export const launch = (executablePath: string, ware: Ware): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...flags[ware]] });
