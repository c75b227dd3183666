/**
 * What a worker runs, as text: so it needs no file of its own beside a bundle, and no bundler has to know of it. It
 * sleeps until the control word changes, runs what is asked for, and sleeps again; messages (programs to load or to
 * drop) it reads when its mailbox is not empty.
 *
 * Control words: 0 counts before and after each command is written, so that it is odd meanwhile (a sequence lock); 1 is
 * the command, a program's number · 2 + (0 for prepare, 1 for run); 2 + tid is how many messages a worker has not read.
 */
import { droppedSource } from './collector.ts';

const workerSource = `${droppedSource}
const start = (post, listen) => {
  const programs = new Map();
  let control, tid, seen = 0;
  const serve = () => {
    for (;;) {
      if (Atomics.load(control, 2 + tid) > 0) return;
      // Runs often follow each other: to be woken takes longer than to look a little while.
      for (const end = performance.now() + 0.1; Atomics.load(control, 0) === seen && performance.now() < end; );
      Atomics.wait(control, 0, seen);
      const now = Atomics.load(control, 0);
      const command = Atomics.load(control, 1);
      // Read again if it was written meanwhile: a command must not be run for the count of the one before it, and then again.
      if (now === seen || (now & 1) === 1 || Atomics.load(control, 0) !== now) continue;
      seen = now;
      const program = programs.get(command >> 1);
      if (program !== undefined) (command & 1) === 0 ? program.prepare() : program.run();
    }
  };
  listen((message) => {
    if (message.control !== undefined) {
      control = message.control;
      tid = message.tid;
      seen = Atomics.load(control, 0);
    }
    Atomics.sub(control, 2 + tid, 1);
    for (const number of message.drop ?? []) {
      droppedShared(programs.get(number)?.bytes ?? 0);
      programs.delete(number);
    }
    let failure;
    if (message.load !== undefined) {
      const { number, module, memory, threads } = message.load;
      const env = { memory, tid, threads, maySleep: 1, pow: (a, b) => a ** b, sin: Math.sin, cos: Math.cos };
      try {
        const { prepare, run } = new WebAssembly.Instance(module, { env }).exports;
        programs.set(number, { prepare, run, bytes: memory.buffer.byteLength });
      } catch (error) {
        failure = String(error);
      }
    }
    post({ ready: message.ticket, failure });
    serve();
  });
};
`;

/** In a worker of Node, be it run as a script or (under `--input-type=module`) as a module. */
export const nodeWorkerSource = `${workerSource}
const { parentPort } = process.getBuiltinModule('node:worker_threads');
start((m) => parentPort.postMessage(m), (f) => parentPort.on('message', f));
`;

/** In a worker of a page. */
export const webWorkerSource = `${workerSource}
start((m) => postMessage(m), (f) => { onmessage = (e) => f(e.data); });
`;
