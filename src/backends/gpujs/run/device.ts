/** Which mode of gpu.js runs programs here, on what, and why not another. */
import * as E from 'fp-ts/lib/Either.js';
import type { BackendError } from '../../../tensor/backend.ts';
import { type Gpu, type KernelSettings, loadLibrary } from './library.ts';
import { type Found, messageOf, probe } from './probe.ts';

/** Modes of gpu.js, best first: `auto` takes the first that works. */
export const gpujsModes = ['webgpu', 'webgl2', 'headlessgl', 'webasm', 'cpu'] as const;
/**
 * `webgpu`: pages, and Node with the package `webgpu`; `webgl2`: pages; `headlessgl`: Node with the package `gl`; `webasm` and
 * `cpu`: everywhere, on one thread of the processor.
 */
export type GpujsMode = (typeof gpujsModes)[number];

/** What programs run on. */
export interface GpujsDevice {
  readonly mode: GpujsMode;
  /** What the driver calls itself: vendor, architecture, name; nobody parses it. */
  readonly adapter: string;
  /** Of each better mode, best first, why it does not run; empty for a mode that was asked for. */
  readonly instead: readonly { readonly mode: GpujsMode; readonly reason: string }[];
  /** The most numbers that one array may hold, at most 2^24; an i32 is two of them. */
  readonly mostNumbers: number;
}

export interface Device extends GpujsDevice, Found {}

const fail = (message: string): E.Either<BackendError, never> =>
  E.left({ _tag: 'BackendUnavailable', backend: 'gpujs', message });

const found = new Map<GpujsMode, Promise<E.Either<string, Device>>>();

/**
 * Where a kernel can not run in its mode, gpu.js runs it as JavaScript and says so on the console. Ours fail instead; so do
 * the copies of them that its pipelines make, by the same function but without our settings.
 */
const strict = (gpu: Gpu): Gpu => {
  const create = gpu.createKernel.bind(gpu);
  const onRequestFallback = (): never => {
    throw new Error('gpu.js can not run this kernel in the mode that was chosen');
  };
  return Object.assign(gpu, {
    createKernel: (source: string, settings: KernelSettings) =>
      create(source, { ...settings, onRequestFallback }),
  });
};

const open = async (mode: GpujsMode): Promise<E.Either<string, Device>> => {
  try {
    const library = await loadLibrary();
    const properties = await probe[mode](library);
    return E.right({ ...properties, gpu: strict(properties.gpu), mode, instead: [] });
  } catch (error) {
    return E.left(messageOf(error));
  }
};

/** Devices that failed as lost ones do, whether the driver has said so yet or not. */
const givenUp = new WeakSet<Gpu>();

/** One context for each mode: browsers give a page few of them. A mode that failed is tried again, and a lost device. */
const deviceOf = async (mode: GpujsMode): Promise<E.Either<string, Device>> => {
  const known = found.get(mode) ?? open(mode);
  found.set(mode, known);
  const device = await known;
  const isGood = E.isRight(device) && !device.right.isLost() && !givenUp.has(device.right.gpu);
  if (isGood) return device;
  // Somebody else may have opened another meanwhile.
  if (found.get(mode) === known) found.delete(mode);
  return E.isLeft(device) ? device : deviceOf(mode);
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
export const forgetDevice = ({ gpu }: Device): void => {
  givenUp.add(gpu);
};
