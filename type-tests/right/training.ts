// Losses, optimisers and metrics: their types at exact sizes, symbols, and abstract ones.
import { type Dim, mapTree, mul, type Shape, sub, type Tensor } from '../../src/index.ts';
import {
  accuracy,
  adam,
  adamw,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  confusionMatrix,
  crossEntropy,
  huber,
  meanSquaredError,
  plateau,
  scaleByAdam,
  scaleByRate,
  sgd,
  softCrossEntropy,
  stateless,
  topKHits,
  trace,
  warmUp,
} from '../../src/train/index.ts';

declare const logits: Tensor<['batch', 46]>;
declare const labels: Tensor<['batch'], 'i32'>;
declare const clips: Tensor<['batch', 'time', 46]>;
declare const unknown: Tensor<[number], 'i32'>;
declare const dynamic: { readonly reduction: 'mean' | 'none' };

export const loss = crossEntropy(logits, labels);
export const smooth = crossEntropy(logits, labels, { labelSmoothing: 0.1, reduction: 'sum' });
export const each = crossEntropy(logits, labels, { reduction: 'none' });
export const known = crossEntropy(logits, unknown, { reduction: 'none' });
export const some = crossEntropy(logits, labels, dynamic);
export const soft = softCrossEntropy(clips, clips, { reduction: 'none' });
export const robust = huber(clips, clips, { delta: 2, reduction: 'none' });
export const hits = topKHits(logits, labels, 5);
export const share = accuracy(logits, labels);
export const confusion = confusionMatrix(labels, unknown, 46);

/** Generic code stays generic. */
export const batched = <B extends Dim, C extends Dim>(x: Tensor<[B, C]>, y: Tensor<[B], 'i32'>) =>
  crossEntropy(x, y, { reduction: 'none' });
export const anyShape = <S extends Shape>(x: Tensor<S>, y: Tensor<S>): Tensor<[]> => meanSquaredError(x, y);

interface Params {
  readonly weight: Tensor<[3, 46]>;
  readonly layers: readonly { readonly bias: Tensor<[46]> }[];
}
declare const params: Params;

/** The parameters of one part are those of all; states are what they are. */
export const clipped = chain(clipByGlobalNorm(1), adam<Params>());
export const byHand = chain(clipByGlobalNorm(1), scaleByAdam<typeof params>(), scaleByRate());
export const nested = chain(chain(clipByGlobalNorm(1), trace<Params>({ momentum: 0.9 })), scaleByRate());
export const forAny = chain(clipByGlobalNorm(1), sgd());
export const paper = sgd<Params>({ momentum: 0.9, nesterov: true });
export const plain = sgd<Params>({ weightDecay: 0.1 });
export const state = adamw<Params>().init(params);
export const forAnyState = forAny.init(params);

export const step = (from: typeof state, grads: Params, rate: Tensor<[]>) => {
  const [next, updates] = adamw<Params>().update(from, grads, { params, rate });
  return [next, applyUpdates(params, updates)] as const;
};
export const generic = <P>(p: P) => chain(clipByGlobalNorm(1), adam<P>()).init(p);

/** Parts of one's own, and trees leaf by leaf: a single number goes with every shape. */
export const halved = stateless('halved', (updates) => mapTree(([g]) => mul(g, 0.5), updates));
export const descend = (grads: Params, rate: Tensor<[]>): Params =>
  mapTree(([x, g]) => sub(x, mul(g, rate)), params, grads);

export const schedule = warmUp(100, plateau({ rate: 0.1 }));
