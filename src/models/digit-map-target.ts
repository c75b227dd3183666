import { type BackboneConfig, type FrameSize, featureMap, pool, window } from './backbone-config.ts';
import { mapEntries } from './digit-map.ts';

/** A digit, where its middle is, and how that moved since the frame before, in pixels of the frame, down and to the right. */
export interface SeenDigit {
  /** 0 to 9. */
  readonly digit: number;
  readonly middle: readonly [y: number, x: number];
  readonly move: readonly [y: number, x: number];
}

/** The mean of a few cells, which a node is, is of the size of 1 after this factor. */
const gain = 4;

/** Pixels in a unit of motion: moves are then of the size of 1. */
const unit = 3;

/** The middle of the first cell of a feature map, in pixels along an axis, and how far cells are apart. */
const cellsOf = ({ filters, padding }: BackboneConfig): { readonly first: number; readonly apart: number } =>
  filters.reduce(
    ({ first, apart }) => ({
      first: first + apart * ((padding === 'same' ? 0 : (window - 1) / 2) + (pool - 1) / 2),
      apart: apart * pool,
    }),
    { first: 0, apart: 1 },
  );

/** The two cells next to a place along an axis, with their shares of what is there. */
const sharesOf = (place: number, cells: number): readonly (readonly [cell: number, share: number])[] => {
  const at = Math.min(cells - 1, Math.max(0, place));
  const low = Math.min(Math.floor(at), Math.max(0, cells - 2));
  return cells === 1
    ? [[0, 1]]
    : ([
        [low, low + 1 - at],
        [low + 1, at - low],
      ] as const);
};

/**
 * What `digitMap` is to say of a frame, `[h, w, 30]` row-major: each digit counts in the four cells around its middle, by how near they
 * are. Entry d of a cell is 4 times the share of digit d, entries 10 + 2d and 11 + 2d are its move times that, down and to the right,
 * in units of 3 pixels. Each digit has its own, so that means over regions with several digits still say which moved how.
 *
 * @example
 * ```ts
 * import { digitMapTarget } from 'thwc/models';
 * const size = { height: 64, width: 64 };
 * const map = digitMapTarget(size, { filters: [16, 32, 80], padding: 'valid' }, [{ digit: 7, middle: [10.5, 18.5], move: [0, -3] }]);
 * const cell = map.slice(30, 60); // of row 0, column 1
 * console.log([cell[7], cell[10 + 2 * 7 + 1]]); // [4, -4]
 * ```
 */
export const digitMapTarget = (
  size: FrameSize,
  backbone: BackboneConfig,
  digits: readonly SeenDigit[],
): Float32Array<ArrayBuffer> => {
  const { height, width } = featureMap(size, backbone);
  const { first, apart } = cellsOf(backbone);
  const map = new Float32Array(height * width * mapEntries);
  const add = (at: number, amount: number): void => {
    map[at] = (map[at] ?? 0) + amount;
  };
  for (const { digit, middle, move } of digits) {
    for (const [row, high] of sharesOf((middle[0] - first) / apart, height)) {
      for (const [column, wide] of sharesOf((middle[1] - first) / apart, width)) {
        const at = (row * width + column) * mapEntries;
        const share = gain * high * wide;
        add(at + digit, share);
        add(at + 10 + 2 * digit, (share * move[0]) / unit);
        add(at + 11 + 2 * digit, (share * move[1]) / unit);
      }
    }
  }
  return map;
};
