/** What programs cost: an interpreter that counts instead of computing. */
export { type Cost, type CostOptions, costOf, equationsOf } from './cost.ts';
export { peakBytesOf } from './memory.ts';
export { showCost, showCount } from './show.ts';
export type { Tally } from './tally.ts';
