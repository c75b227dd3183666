import type { BroadcastShape, RemoveAxis, IsSize } from '../../shape-types/index.ts';
export declare const b: BroadcastShape<[3, 1], [3, 4]>;
export declare const r: RemoveAxis<['b', 3, 4], 1, 'x'>;
export declare const i: IsSize<3>;
