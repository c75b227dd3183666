/** The page: looks from its main thread, then from a worker of its own, and writes what they found. */
import { lookAndTell } from './look.ts';

const write = (id: string, text: string): void => {
  const element = document.createElement('pre');
  element.id = id;
  element.textContent = text;
  document.body.append(element);
};

const fromWorker = (): Promise<string> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = ({ message }) => resolve(JSON.stringify({ crash: `the user's worker: ${message}` }));
  });

write('main', await lookAndTell());
write('worker', await fromWorker());
