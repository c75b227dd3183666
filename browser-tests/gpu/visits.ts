/** The pages that are visited, in which browser, and what each has to find. */
import type { Report } from './report.ts';

export interface PageVisit {
  readonly title: string;
  /** What the browser has to compute with. */
  readonly graphics: 'software' | 'none';
  readonly query: string;
  /** Takes `navigator.gpu` away before the page's scripts run. */
  readonly hidesWebGpu?: boolean;
  /** What has to be true of what the page tells, in words. */
  readonly facts: Readonly<Record<string, (report: Report) => boolean>>;
}

const isOn =
  (mode: string, adapter: RegExp) =>
  ({ device }: Report): boolean =>
    'mode' in device && device.mode === mode && adapter.test(device.adapter);

/** The best mode, and of each better one a reason. */
const isChosen =
  (mode: string, instead: Readonly<Record<string, RegExp>>) =>
  ({ device }: Report): boolean => {
    if (!('mode' in device) || device.mode !== mode) return false;
    const wanted = Object.entries(instead);
    return (
      device.instead.length === wanted.length &&
      wanted.every(([name, words], i) => {
        const found = device.instead[i];
        return found?.mode === name && words.test(found.reason);
      })
    );
  };

const isRefused =
  (words: RegExp) =>
  ({ device }: Report): boolean =>
    '_tag' in device && device._tag === 'BackendUnavailable' && words.test(device.message);

export const visits: readonly PageVisit[] = [
  {
    title: 'WebGL2',
    graphics: 'software',
    query: 'mode=webgl2&runs=40',
    facts: { 'runs on WebGL2 of SwiftShader': isOn('webgl2', /SwiftShader/) },
  },
  {
    title: 'WebGPU',
    graphics: 'software',
    query: 'mode=webgpu&runs=60',
    facts: { 'runs on WebGPU of SwiftShader': isOn('webgpu', /swiftshader/i) },
  },
  {
    title: 'WebGPU, products in fours',
    graphics: 'software',
    query: 'mode=webgpu&quads&runs=30&repeats=1000',
    facts: { 'runs on WebGPU of SwiftShader': isOn('webgpu', /swiftshader/i) },
  },
  {
    title: 'auto',
    graphics: 'software',
    query: 'mode=auto',
    facts: { 'WebGPU is chosen': isChosen('webgpu', {}) },
  },
  {
    title: 'auto without navigator.gpu',
    graphics: 'software',
    query: 'mode=auto',
    hidesWebGpu: true,
    facts: { 'WebGL2 is chosen, for want of WebGPU': isChosen('webgl2', { webgpu: /has no WebGPU/ }) },
  },
  {
    title: 'auto without graphics',
    graphics: 'none',
    query: 'mode=auto',
    facts: {
      "gpu.js's WebAssembly is chosen, for want of all else": isChosen('webasm', {
        webgpu: /no adapter/,
        webgl2: /no WebGL2/,
        headlessgl: /package gl/,
      }),
    },
  },
  {
    title: 'WebGPU without an adapter',
    graphics: 'none',
    query: 'mode=webgpu',
    facts: { 'is refused': isRefused(/^mode webgpu: WebGPU has no adapter/) },
  },
  {
    title: 'WebGL2 where there is none',
    graphics: 'none',
    query: 'mode=webgl2',
    facts: { 'is refused': isRefused(/^mode webgl2: this engine has no WebGL2/) },
  },
  {
    title: 'a mode that browsers do not have',
    graphics: 'software',
    query: 'mode=headlessgl',
    facts: { 'is refused': isRefused(/^mode headlessgl: the package gl/) },
  },
];
