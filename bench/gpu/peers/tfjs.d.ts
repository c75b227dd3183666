import type { Tfjs } from '../../participants/tfjs-types.ts';

export const tf: Tfjs;
