/**
 * Conway's Game of Life as a convolution, folded over generations: the loop's body is traced once.
 *
 *     npm run build && npx tsx examples/game-of-life.ts
 */
import {
  compile,
  conv2d,
  costOf,
  eq,
  expandDims,
  fold,
  index,
  logicalAnd,
  logicalOr,
  programOf,
  type Tensor,
  tensor,
  toNested,
  value,
  where,
} from 'thwc';

/** Counts the neighbours of every cell. */
const neighbours = (world: Tensor<[8, 8]>): Tensor<[8, 8]> => {
  const kernel = tensor([
    [1, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
  ]);
  const counts = conv2d(expandDims(world, 2), expandDims(expandDims(kernel, 2), 3), { padding: 'same' });
  return index(counts, 0, 2);
};

const next = (world: Tensor<[8, 8]>): Tensor<[8, 8]> => {
  const n = neighbours(world);
  return where(logicalOr(eq(n, 3), logicalAnd(eq(n, 2), eq(world, 1))), 1, 0);
};

const after = (generations: number) => (world: Tensor<[8, 8]>) => fold(generations, next, world);

const glider = value([
  [0, 1, 0, 0, 0, 0, 0, 0],
  [0, 0, 1, 0, 0, 0, 0, 0],
  [1, 1, 1, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
]);

// After four generations a glider has moved by one cell, down and to the right.
const moved = await compile(after(4))(glider);
console.log(
  toNested(moved)
    .map((row) => row.map((cell) => (cell === 1 ? '#' : '.')).join(''))
    .join('\n'),
);
// ........
// ..#.....
// ...#....
// .###....
// ........
// ........
// ........
// ........

const sizes = [4, 400].map((generations) => costOf(programOf(after(generations), glider)).equations);
console.log(sizes[0] === sizes[1]); // true
