/** Debian's Chromium: found, installed where that is possible, and started without a window. */
import { type Browser, chromium } from 'playwright-core';
import { chromium as installed, whyMissing } from '../scripts/debian.ts';

/** Makes sure that there is a browser; says why there is none. */
export const whyNoBrowser = (): string | undefined => whyMissing(installed);

const always = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a browser has to draw and compute with. */
const graphics = {
  /** Whatever it finds by itself. */
  default: ['--disable-gpu'],
  /** WebGL and WebGPU on the software adapter that comes with Chromium. */
  software: [
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist',
  ],
  /** Neither WebGL nor an adapter for WebGPU. */
  none: ['--disable-gpu', '--disable-3d-apis'],
} as const;

export const startBrowser = (kind: keyof typeof graphics = 'default'): Promise<Browser> =>
  chromium.launch({ executablePath: installed.file, args: [...always, ...graphics[kind]] });
