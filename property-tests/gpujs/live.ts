/** Counts what lives on WebGPU's device: the buffers that were made and not given up. */
import { loadLibrary } from '../../src/backends/gpujs/run/library.ts';

interface Buffer {
  destroy: () => unknown;
}

/** What we count of a device; gpu.js calls these through the object, so that they can be replaced. */
interface Maker {
  createBuffer: (descriptor: object) => Buffer;
}

const isMaker = (x: object): x is Maker => 'createBuffer' in x && typeof x.createBuffer === 'function';

/** From now on, how many buffers live. */
export const countBuffers = async (): Promise<() => number> => {
  const { WebGPUContext } = await loadLibrary();
  const { device } = await WebGPUContext.acquire();
  if (!isMaker(device)) throw new TypeError('a device makes buffers');
  const live = new Set<Buffer>();
  const make = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = make(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      live.delete(buffer);
      return destroy();
    };
    live.add(buffer);
    return buffer;
  };
  return () => live.size;
};
