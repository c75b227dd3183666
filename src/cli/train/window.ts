import type { Stepped } from './learner.ts';

/** Sums over the steps since the last line of the log. */
export interface Window {
  readonly steps: number;
  readonly videos: number;
  readonly loss: number;
  readonly hits: number;
  readonly gradientNorm: number;
}

export const emptyWindow: Window = { steps: 0, videos: 0, loss: 0, hits: 0, gradientNorm: 0 };

/** With one more step, on so many videos. */
export const withStep = (window: Window, { loss, hits, gradientNorm }: Stepped, videos: number): Window => ({
  steps: window.steps + 1,
  videos: window.videos + videos,
  loss: window.loss + loss * videos,
  hits: window.hits + hits,
  gradientNorm: window.gradientNorm + gradientNorm,
});

/** Means: of the loss and the accuracy over videos, of the gradient's norm over steps. */
export const meansOf = ({ steps, videos, loss, hits, gradientNorm }: Window) => ({
  loss: loss / videos,
  accuracy: hits / videos,
  gradientNorm: gradientNorm / steps,
});
