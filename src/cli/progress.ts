import { Presets, SingleBar } from 'cli-progress';

/** Tells a person how far a loop is. */
export interface Progress {
  readonly done: (count: number) => void;
  readonly stop: () => void;
}

/** A bar appears only where it would be read (a terminal) and only once the work has taken this long. */
const patience = 1000;

/**
 * A progress bar on standard error that shows up when the work takes longer than a second.
 */
export const progress = (what: string, total: number): Progress => {
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
  return {
    done: (count) => {
      if (!shown && performance.now() - started > patience) {
        bar.start(total, count);
        shown = true;
      }
      if (shown) bar.update(count);
    },
    stop: () => {
      if (shown) bar.stop();
    },
  };
};
