/** Debian's Chromium: found, installed where that is possible, and started without a window. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = '/usr/bin/chromium';

const apt = (...args: readonly string[]): boolean => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
};

/** Makes sure that there is a browser; says why there is none. */
export const whyNoBrowser = (): string | undefined => {
  if (existsSync(path)) return undefined;
  if (!existsSync('/etc/debian_version'))
    return `there is no ${path}, and this is no Debian to install it on`;
  if (process.getuid?.() !== 0) return `there is no ${path}; as root: apt-get install -y chromium`;
  console.log('installing chromium …');
  const isInstalled = apt('install', '-y', 'chromium') || (apt('update') && apt('install', '-y', 'chromium'));
  return isInstalled && existsSync(path) ? undefined : 'apt-get could not install chromium';
};

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
