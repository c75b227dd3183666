import { type Canvas, canvases, frameSide, type SceneDigit } from '../../data/index.ts';

/** How a digit moved since the frame before, in pixels of the frame, down and to the right. */
export const moveAt = (
  { positions }: SceneDigit,
  frame: number,
  canvas: Canvas,
): readonly [y: number, x: number] => {
  // Pixels of the canvas are smaller than the frame's in the authors' drawing.
  const scale = frameSide / canvases[canvas].side;
  const [[fromY, fromX] = [0, 0], [y, x] = [0, 0]] = [positions[frame - 1], positions[frame]];
  return [(y - fromY) * scale, (x - fromX) * scale];
};
