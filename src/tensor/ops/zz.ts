import type { AlongAxisShape } from '../../shape-types/reduction.ts';
export const a: AlongAxisShape<['b', 3, 4], 4, 'softmax'> = 0;
export const a2: AlongAxisShape<['b', 3, 4], -1, 'softmax'> = 0;
