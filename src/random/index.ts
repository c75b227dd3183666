/** Explicit randomness: pure functions of a key and a counter, the same on every backend. */
export { foldIn, type Key, keyOf, uniform, uniformInt } from './key.ts';
export { threefry2x32, threefryInto } from './threefry.ts';
