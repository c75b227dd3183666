/** The page: checks the backend of gpu.js in the mode that its address names, and writes what it found. */
import * as E from 'fp-ts/lib/Either.js';
import { gpujsDevice, gpujsModes, gpujsWith } from 'thwc/backends/gpujs';
import { smooth } from '../../../property-tests/arbitraries/program.ts';
import type { Check, Report } from '../report.ts';
import { checkLengths } from './lengths.ts';
import { checkLeaks, checkLoss } from './lives.ts';
import { checkForward, checkGradient } from './network.ts';
import { checkPrograms } from './programs.ts';
import { watch } from './watch.ts';

const watched = watch();

const asked = new URL(location.href).searchParams;
const mode = gpujsModes.find((name) => name === asked.get('mode')) ?? 'auto';
const numberOf = (name: string, otherwise: number): number => Number(asked.get(name) ?? otherwise);

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return `${error.message}${error.cause instanceof Error ? ` ${error.cause.stack}` : ''}`;
};

const checked = async (name: string, f: () => Promise<string>): Promise<Check> => {
  const started = performance.now();
  const done = (said: string, problem?: string): Check => ({
    name,
    said,
    ...(problem === undefined ? {} : { problem }),
    seconds: (performance.now() - started) / 1000,
  });
  // Should it never end, this says which.
  document.title = name;
  try {
    return done(await f());
  } catch (error) {
    return done('', messageOf(error));
  }
};

/** Scripts that the page has loaded beside its own. */
const chunks = (): readonly string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.endsWith('.js'));

const look = async (): Promise<Report> => {
  const before = chunks();
  const device = await gpujsDevice({ mode });
  const loaded = chunks().filter((name) => !before.includes(name));
  const lazily = await checked('gpu.js is loaded when it is first used', async () => {
    if (loaded.length !== 1) throw new Error(`loaded then: ${loaded.join()}; before: ${before.join()}`);
    return loaded.map((name) => name.replace(/.*\//, '')).join();
  });
  if (E.isLeft(device)) return { device: device.left, checks: [lazily] };
  const { right } = device;
  if (mode === 'auto') return { device: right, checks: [lazily] };

  // Four numbers for each thread of a product, which small programs do not get by themselves.
  const backend = gpujsWith({ mode, ...(asked.has('quads') ? { quads: true } : {}) });
  const readsBefore = watched.reads();
  const runs = numberOf('runs', 60);
  const names = asked.get('only')?.split(',');
  const repeats = numberOf('repeats', 5000);
  const jobs: Readonly<Record<string, readonly [name: string, f: () => Promise<string>]>> = {
    // First: programs that are not used any more are given up at some time, which would be counted.
    leaks: ['nothing is left behind', () => checkLeaks(backend, mode, watched, repeats)],
    lengths: ['arrays of different lengths', () => checkLengths(backend)],
    smooth: ['random programs that are smooth', () => checkPrograms(backend, smooth, runs)],
    safe: ['random programs of all primitives', () => checkPrograms(backend, { range: 'safe' }, runs)],
    forward: ['RSTG forwards', () => checkForward(backend)],
    gradient: ['RSTG backwards', () => checkGradient(backend)],
    loss: ['a device is lost', () => checkLoss(backend, watched)],
  };
  const checks: Check[] = [lazily];
  for (const [name, job] of Object.entries(jobs))
    if (names?.includes(name) ?? true) checks.push(await checked(...job));
  const reading = await checked('no reading waits', async () => {
    const { blocking, ordered } = watched.reads();
    const waited = blocking - readsBefore.blocking;
    if (waited > 0) throw new Error(`${waited} times pixels were waited for`);
    if (mode === 'webgl2' && ordered === readsBefore.ordered) throw new Error('no pixels were ordered');
    return `${ordered - readsBefore.ordered} readings by pixel buffers, none that waits`;
  });
  return { device: right, checks: [...checks, reading] };
};

const write = (text: string): void => {
  const element = document.createElement('pre');
  element.id = 'report';
  element.textContent = text;
  document.body.append(element);
};

try {
  write(JSON.stringify(await look()));
} catch (error) {
  write(JSON.stringify({ crash: messageOf(error) }));
}
