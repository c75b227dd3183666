import { pipe } from 'fp-ts/lib/function.js';
import { axis, type Tensor } from '../../src/index.ts';
import * as P from '../../src/tensor/pipe/index.ts';

declare const clip: Tensor<['b', 8, 14, 14, 64]>;
declare const w: Tensor<[3, 3, 3, 64, 128]>;
declare const bias: Tensor<[64]>;
declare const dense: Tensor<[64, 10]>;
declare const mismatched: Tensor<[32, 10]>;
declare const edges: Tensor<[90], 'i32'>;

pipe(clip, P.conv3d(w), P.conv3d(w)); // ✗
pipe(
  clip,
  P.conv3d(w, { padding: 'same' }),
  P.relu,
  P.add(bias), // ✗
  P.relu,
);
pipe(
  clip,
  P.mean({ axes: [1, 2, 3] }),
  P.relu,
  P.matmul(mismatched), // ✗
);
pipe(clip, P.reshape([axis('b', 4), 13])); // ✗
pipe(clip, P.rearrange('b t h w -> b t (h w)')); // ✗
pipe(clip, P.permute([0, 1, 2])); // ✗
pipe(clip, P.sum({ axes: 5 })); // ✗
pipe(clip, P.softmax(5)); // ✗
pipe(clip, P.slice([null, [0, 9]])); // ✗
pipe(clip, P.take(edges, 5)); // ✗
pipe(clip, P.maxPool3d({ window: [9, 1, 1] })); // ✗
pipe(clip, P.squeeze(1)); // ✗
pipe(clip, P.index(8, 1)); // ✗
pipe(clip, P.argmax({ axis: -1 }), P.relu); // ✗
pipe(clip, P.conv3d(w, { strde: 2 })); // ✗
pipe(
  clip,
  P.avgPool3d({ window: [8, 14, 14] }),
  P.flatten(1),
  P.matmul(dense),
  P.add(bias), // ✗
);
