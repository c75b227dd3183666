import { add, broadcastTo, cast, lt, mul, relu, sub, type Tensor, take, where } from '../../src/index.ts';

declare const a: Tensor<[2, 3]>;
declare const b: Tensor<[4]>;
declare const batch: Tensor<['batch', 3]>;
declare const time: Tensor<['time', 3]>;
declare const eight: Tensor<[8, 3]>;
declare const ints: Tensor<[2, 3], 'i32'>;
declare const mask: Tensor<[2, 3], 'bool'>;
declare const wideMask: Tensor<[2, 5], 'bool'>;

add(a, b); // ✗
mul(b, a); // ✗
sub(batch, eight); // ✗
add(batch, time); // ✗
lt(a, b); // ✗
where(wideMask, a, a); // ✗
where(mask, a, b); // ✗
broadcastTo(a, [3, 2]); // ✗
broadcastTo(a, [3]); // ✗
broadcastTo(batch, [8, 3]); // ✗

// dtypes
add(a, ints); // ✗
relu(ints); // ✗
where(a, a, a); // ✗
add(mask, mask); // ✗
take(a, a, 0); // ✗
export const same: Tensor<[2, 3], 'bool'> = cast(a, 'i32'); // ✗

// assignments
export const narrow: Tensor<[2, 4]> = a; // ✗
export const symbol: Tensor<[2, 'c']> = a; // ✗
export const rank: Tensor<[6]> = a; // ✗
declare const unknown: Tensor<[number, 3]>;
export const promised: Tensor<[8, 3]> = unknown; // ✗
const takesThree = (x: Tensor<[3]>) => x;
takesThree(b); // ✗
