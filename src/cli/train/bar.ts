import { Presets, SingleBar } from 'cli-progress';
import type { Watcher } from './session.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The pace is that of the last so many steps: a mean over all would not show that something slowed down. */
const paceOver = 50;

/** Seconds as a clock shows them: `1:02:03`, `2:03`. */
const clock = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

/** How fast a count grows. */
const paceMeter = () => {
  const recent: { readonly time: number; readonly count: number }[] = [];
  return {
    /** Things a second, now that so many are done; 0 while there is nothing to tell it by. */
    at: (count: number): number => {
      recent.push({ time: performance.now(), count });
      if (recent.length > paceOver) recent.shift();
      const [first, last] = [recent[0], recent.at(-1)];
      return first === undefined || last === undefined || last.time === first.time
        ? 0
        : (1000 * (last.count - first.count)) / (last.time - first.time);
    },
  };
};

/**
 * A progress bar for each phase on standard error, with loss, accuracy, videos a second and the time left; a line for each
 * evaluation on standard output. Where standard error is no terminal there are only the lines.
 */
export const trainingBar = (): { readonly watcher: Watcher; readonly stop: () => void } => {
  const isSeen = process.stderr.isTTY === true;
  let bar: SingleBar | undefined;
  let pace = paceMeter();
  let total = 0;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  const print = (line: string): void => {
    // The bar keeps the last line of the terminal; what is said goes above it.
    if (isSeen) process.stderr.write('\r\x1b[K');
    process.stdout.write(`${line}\n`);
    bar?.render();
  };
  return {
    stop,
    watcher: {
      phase: (name, videos, all) => {
        stop();
        pace = paceMeter();
        pace.at(videos);
        total = all;
        if (!isSeen) return;
        bar = new SingleBar(
          {
            format: `${name} {bar} {value}/{total} · loss {loss} · {accuracy} right · {pace} videos/s · {left} left`,
            clearOnComplete: true,
          },
          Presets.shades_classic,
        );
        bar.start(total, videos, { loss: '–', accuracy: '–', pace: '–', left: '–' });
      },
      step: (videos, loss, accuracy) => {
        const now = pace.at(videos);
        bar?.update(videos, {
          loss: loss.toFixed(4),
          accuracy: percent(accuracy),
          pace: now.toFixed(1),
          left: clock((total - videos) / now),
        });
      },
      evaluated: (videos, set, { loss, top1, top5, count }) =>
        print(
          `after ${videos} videos: ${set}: ${percent(top1)} right, ${percent(top5)} among the first 5, loss ${loss.toFixed(4)} (${count} test videos)`,
        ),
    },
  };
};
