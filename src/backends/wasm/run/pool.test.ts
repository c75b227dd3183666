import { EventEmitter } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Tensor } from '../../../tensor/tensor.ts';

/** What a worker is asked. */
interface Asked {
  readonly ticket: number;
}

/** Takes messages, and never answers. */
class NoWorker extends EventEmitter {
  // EventEmitter would take what workers are given for options of its own.
  // biome-ignore lint/complexity/noUselessConstructor: as said
  constructor() {
    super();
  }
  postMessage(_: Asked): void {}
  ref(): void {}
  unref(): void {}
  terminate(): void {}
}

/** Ways in which workers can not be had. */
const failures = {
  'the constructor throws': class extends NoWorker {
    constructor() {
      super();
      throw new Error('forbidden');
    }
  },
  'an error comes later': class extends NoWorker {
    override postMessage(): void {
      setTimeout(() => this.emit('error', new Error('forbidden')), 5);
    }
  },
  'they can not load a program': class extends NoWorker {
    override postMessage({ ticket }: Asked): void {
      setTimeout(() => this.emit('message', { ready: ticket, failure: 'forbidden' }), 5);
    }
  },
  'they never answer': NoWorker,
} as const;

/** The library anew, with no pool yet. */
const load = async () => {
  vi.resetModules();
  const [{ compile }, { engine, wasmWith }, { matmul }, { valueFrom }] = await Promise.all([
    import('../../../compile/compile.ts'),
    import('../index.ts'),
    import('../../../tensor/ops/index.ts'),
    import('../../../tensor/values.ts'),
  ]);
  const square = async (threads: number, n = 150): Promise<readonly number[]> => {
    const x = valueFrom(
      [n, n],
      Float32Array.from({ length: n * n }, (_, i) => Math.sin(i)),
    );
    const run = compile((a: Tensor<[number, number]>) => matmul(a, a), { backend: wasmWith({ threads }) });
    return [...(await run(x)).data];
  };
  return { engine, square };
};

/** Node with workers of this kind; counts those that are made. */
const withWorkers = (Kind: new (source: string, options: WorkerOptions) => EventEmitter): (() => number) => {
  let made = 0;
  class Counted extends Kind {
    constructor(source: string, options: WorkerOptions) {
      made += 1;
      super(source, options);
    }
  }
  const real = process.getBuiltinModule;
  vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string) =>
    name === 'node:worker_threads' ? { Worker: Counted } : real(name),
  );
  return () => made;
};

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('where no workers can be had', () => {
  it.each(Object.entries(failures))('one thread gives the same bits: %s', async (name, Kind) => {
    const { engine, square } = await load();
    const expected = await square(1);
    const made = withWorkers(Kind);
    expect(engine().notes.join()).not.toMatch(/no workers/);
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const found = Promise.all([2, 3, 4, 2, 3].map((threads) => square(threads)));
    if (name === 'they never answer') await tickUntil(found);
    for (const numbers of await found) expect(numbers).toEqual(expected);
    expect(engine().threads).toBe(1);
    expect(engine().notes.join()).toMatch(
      name === 'they never answer' ? /no workers.*no answer/ : /no workers.*forbidden/,
    );
    const tried = made();
    expect(tried).toBeGreaterThan(0);
    expect(await square(4)).toEqual(expected);
    expect(made()).toBe(tried);
  });
});

/** Lets the seconds of fake timers pass while something is not settled. */
const tickUntil = async (promise: Promise<unknown>): Promise<void> => {
  let isSettled = false;
  const settled = (): void => {
    isSettled = true;
  };
  promise.then(settled, settled);
  while (!isSettled && vi.isFakeTimers()) {
    vi.advanceTimersByTime(1000);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Workers that dawdle between seeing that there is a command and reading it. */
class Dawdling extends Worker {
  constructor(source: string, options: WorkerOptions) {
    const dawdle = `
      const { load } = Atomics;
      Atomics.load = (words, i) => {
        for (const until = performance.now() + (i === 1 ? 0.3 : 0); performance.now() < until; );
        return load(words, i);
      };`;
    super(dawdle + source, options);
  }
}

describe('programs that share the workers', () => {
  const sizes = [90, 110, 130, 150, 170];
  const rounds = async (threads: number, count: number): Promise<void> => {
    const { square } = await load();
    const expected = await Promise.all(sizes.map((n) => square(1, n)));
    for (let i = 0; i < count; i++) {
      expect(await Promise.all(sizes.map((n) => square(threads, n)))).toEqual(expected);
    }
  };
  it.each([2, 3, 4])('are loaded and run at once, on %d threads', (threads) => rounds(threads, 3));

  it('run each command once, even where workers hear late of a command that another has followed', async () => {
    withWorkers(Dawdling);
    await rounds(3, 20);
  });
});

describe('the report of the engine', () => {
  it('is of this one: shared memory, all processors', async () => {
    const { engine } = await load();
    expect(engine()).toMatchObject({ sharedMemory: true, threads: Math.min(availableParallelism(), 64) });
  });
});
