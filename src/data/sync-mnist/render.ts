import { type Mnist, mnistImage, mnistSide } from '../mnist.ts';
import { squareResizer } from '../resize.ts';
import { canvases, frameSide, type SyncMnistConfig } from './config.ts';
import type { Scene, SceneDigit } from './scene.ts';

/** Grey levels below this count as black, as in the authors' generator: what is drawn before shows through. */
export const blackBelow = 10;

/** Pixels of a frame. */
export const framePixels = frameSide * frameSide;

/** Stretches the range of grey levels to 0–255, in place, of a picture that has some black (level 0) in it. */
const stretch = (picture: Uint8Array): void => {
  let high = 0;
  for (const level of picture) high = Math.max(high, level);
  if (high === 0 || high === 255) return;
  for (let i = 0; i < picture.length; i++) picture[i] = Math.trunc(((picture[i] ?? 0) * 255) / high + 0.5);
};

/** Draws a `side`×`side` picture on a square canvas that starts at `start`, over what is there, where it is not black. */
const draw = (
  picture: Uint8Array,
  side: number,
  canvas: Uint8Array,
  start: number,
  canvasSide: number,
  [top, left]: readonly [number, number],
): void => {
  for (let row = 0; row < side; row++) {
    const from = row * side;
    const to = start + (top + row) * canvasSide + left;
    for (let column = 0; column < side; column++) {
      const level = picture[from + column] ?? 0;
      if (level >= blackBelow) canvas[to + column] = level;
    }
  }
};

const shrinkDigit = squareResizer(mnistSide, canvases.direct.digit);
const shrinkFrame = squareResizer(canvases.authors.side, frameSide);

const drawDigits = (
  digits: readonly SceneDigit[],
  pictures: readonly Uint8Array[],
  frame: number,
  canvas: Uint8Array,
  start: number,
  geometry: { readonly side: number; readonly digit: number },
): void => {
  digits.forEach(({ positions }, i) => {
    const picture = pictures[i];
    const place = positions[frame];
    if (picture && place) draw(picture, geometry.digit, canvas, start, geometry.side, place);
  });
};

/** Digits shrunk first, then moved: one pass over each digit's pixels for each frame. */
const renderDirect = (
  images: readonly Uint8Array[],
  scene: Scene,
  frames: number,
  out: Uint8Array,
  at: number,
): void => {
  const pictures = images.map((image) => {
    const stretched = image.slice();
    stretch(stretched);
    const picture = new Uint8Array(canvases.direct.digit ** 2);
    shrinkDigit(stretched, picture, 0);
    return picture;
  });
  for (let frame = 0; frame < frames; frame++) {
    drawDigits(scene.digits, pictures, frame, out, at + frame * framePixels, canvases.direct);
  }
};

/** Digits moved on the large canvas, then each frame stretched and shrunk. */
const renderAuthors = (
  images: readonly Uint8Array[],
  scene: Scene,
  frames: number,
  out: Uint8Array,
  at: number,
): void => {
  const canvas = new Uint8Array(canvases.authors.side ** 2);
  for (let frame = 0; frame < frames; frame++) {
    canvas.fill(0);
    drawDigits(scene.digits, images, frame, canvas, 0, canvases.authors);
    stretch(canvas);
    shrinkFrame(canvas, out, at + frame * framePixels);
  }
};

/**
 * Draws a scene's frames, `[T, 64, 64]`, into `out` from index `at` on, where `out` is black.
 */
export const renderScene = (
  config: SyncMnistConfig,
  mnist: Mnist,
  scene: Scene,
  out: Uint8Array,
  at: number,
): void => {
  const split = mnist[config.split];
  const images = scene.digits.map(({ imageIndex }) => mnistImage(split, imageIndex));
  const render = config.canvas === 'direct' ? renderDirect : renderAuthors;
  render(images, scene, config.frames, out, at);
};
