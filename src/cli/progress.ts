import { Presets, SingleBar } from 'cli-progress';

/** A bar appears only where it would be read (a terminal) and only once the work has taken this long. */
const patience = 1000;

/**
 * Does some work with a progress bar on standard error, which shows up when the work takes longer than a second and goes
 * when it ends, however it ends. `done` is told how much of `total` is done.
 */
export const withProgress = async <A>(
  what: string,
  total: number,
  work: (done: (count: number) => void) => A | Promise<A>,
): Promise<A> => {
  const started = performance.now();
  const bar = new SingleBar(
    {
      format: `${what} {bar} {value}/{total} · {duration_formatted} · {eta_formatted} left`,
      clearOnComplete: true,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  );
  let shown = false;
  try {
    return await work((count) => {
      if (!shown && performance.now() - started > patience) {
        bar.start(total, count);
        shown = true;
      }
      if (shown) bar.update(count);
    });
  } finally {
    // A bar left running keeps the process alive.
    if (shown) bar.stop();
  }
};
