import { dense, sequence, spec, conv2d, lstm, scanOverTime } from '../index.ts';
export const w1 = sequence(spec(['batch', 'h']), dense(256));
export const w2 = sequence(spec(['batch', 9]), conv2d({ filters: 3, window: 3 }));
export const d = dense(3);
export const w3 = sequence(spec(['batch', 9]), scanOverTime(lstm(3)), dense(2));
