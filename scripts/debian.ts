/** Packages of Debian that tests need: found, or installed where that is possible. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A package, and a file by which it is known to be there. */
export interface DebianPackage {
  readonly name: string;
  readonly file: string;
  /** Whether what it recommends is installed too. */
  readonly recommended: boolean;
}

export const chromium: DebianPackage = { name: 'chromium', file: '/usr/bin/chromium', recommended: true };

/** The loader of Vulkan's drivers. Those that it recommends are not needed: chromium comes with one. */
export const vulkan: DebianPackage = {
  name: 'libvulkan1',
  file: `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/libvulkan.so.1`,
  recommended: false,
};

const apt = (...args: readonly string[]): boolean => {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
};

/** Of a package that is not there: why it can not be. */
const install = ({ name, file, recommended }: DebianPackage): string | undefined => {
  if (!existsSync('/etc/debian_version'))
    return `there is no ${file}, and this is no Debian to install it on`;
  const options = recommended ? ['-y'] : ['-y', '--no-install-recommends'];
  if (process.getuid?.() !== 0)
    return `there is no ${file}; as root: apt-get install ${options.join(' ')} ${name}`;
  console.log(`installing ${name} …`);
  const once = () => apt('install', ...options, name);
  const isInstalled = once() || (apt('update') && once());
  return isInstalled && existsSync(file) ? undefined : `apt-get could not install ${name}`;
};

/** Makes sure that there are packages; says why there are not. */
export const whyMissing = (...packages: readonly DebianPackage[]): string | undefined => {
  const reasons = packages.filter(({ file }) => !existsSync(file)).flatMap((one) => install(one) ?? []);
  return reasons.length === 0 ? undefined : reasons.join('; ');
};
