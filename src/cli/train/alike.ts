/**
 * A second thing to learn from every frame, which the generator of the videos knows: how alike the digits of each pair moved since
 * the frame before. Not in the paper. The label of a video says it of one pair, once, after ten frames.
 */
import { noneLabel, pairLabel, type Scene } from '../../data/index.ts';
import type { TrainConfig } from './config/index.ts';
import { moveAt } from './moves.ts';

/** Pairs of different digits: all labels but "none". */
export const pairs = noneLabel;

/**
 * What is to be told of each frame but the first, `[T − 1, 45]` row-major: for the pair with that label exp(−d²/2σ²), where d is how far
 * apart their moves are, in pixels of the frame; 0 for pairs that are not both there.
 */
export const alikeTarget = (
  { digits }: Scene,
  { data: { frames, canvas } }: TrainConfig,
  sigma: number,
): Float32Array<ArrayBuffer> => {
  const target = new Float32Array((frames - 1) * pairs);
  for (let frame = 1; frame < frames; frame++) {
    const moves = digits.map((one) => [one.digit, moveAt(one, frame, canvas)] as const);
    moves.forEach(([a, [aY, aX]], i) => {
      for (const [b, [bY, bX]] of moves.slice(0, i)) {
        const apart = (aY - bY) ** 2 + (aX - bX) ** 2;
        target[(frame - 1) * pairs + pairLabel(a, b)] = Math.exp(-apart / (2 * sigma ** 2));
      }
    });
  }
  return target;
};
