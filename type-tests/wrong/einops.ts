import { rearrange, reduce, repeat, type Tensor } from '../../src/index.ts';

declare const clip: Tensor<['t', 14, 14, 64]>;
declare const flat: Tensor<['t', 196, 64]>;

rearrange(clip, 't h w -> t (h w)'); // ✗
rearrange(clip, 't h w c -> t (h w)'); // ✗
rearrange(clip, 't h w c -> t h w c d'); // ✗
rearrange(clip, 't h w c t h w c'); // ✗
rearrange(clip, 't h h c -> t h c'); // ✗
rearrange(flat, 't (h w) c -> t h w c', { h: 13 }); // ✗
rearrange(flat, 't (h w) c -> t h w c'); // ✗
rearrange(flat, 't (h w) c -> t h w c', { h: 14, w: 15 }); // ✗
rearrange(flat, 't n c -> n t c', { n: 14 }); // ✗
rearrange(flat, 't n c -> n t c', { x: 14 }); // ✗
rearrange(flat, 't 1 c -> t c'); // ✗
reduce(clip, 't h w c -> t d', 'mean'); // ✗
reduce(clip, 't (h h2) w c -> t h w c', 'max', { h2: 3 }); // ✗
repeat(flat, 't n c -> t n c k'); // ✗
repeat(flat, 't n c -> t k n', { k: 2 }); // ✗
rearrange(flat, 't n 64 -> 64 t n'); // ✗
