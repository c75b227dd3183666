import { mapTree, matmul, sum, type Tensor } from '../../src/index.ts';
import {
  accuracy,
  adam,
  applyUpdates,
  binaryCrossEntropy,
  chain,
  clipByGlobalNorm,
  confusionMatrix,
  crossEntropy,
  huber,
  meanSquaredError,
  sgd,
  softCrossEntropy,
  topKHits,
  trace,
} from '../../src/train/index.ts';

declare const logits: Tensor<['batch', 46]>;
declare const labels: Tensor<['batch'], 'i32'>;
declare const others: Tensor<['other'], 'i32'>;
declare const oneHot: Tensor<['batch', 46], 'i32'>;
declare const floats: Tensor<['batch']>;
declare const number: Tensor<[]>;
declare const column: Tensor<[16, 1]>;
declare const vector: Tensor<[16]>;

crossEntropy(logits, others); // ✗
crossEntropy(logits, oneHot); // ✗
crossEntropy(logits, floats); // ✗
crossEntropy(number, labels); // ✗
crossEntropy(labels, logits); // ✗
crossEntropy(logits, labels, { smoothing: 0.1 }); // ✗
crossEntropy(logits, labels, { reduction: 'max' }); // ✗
matmul(crossEntropy(logits, labels, { reduction: 'none' }), column); // ✗
export const nothing: Tensor<['batch']> = crossEntropy(logits, labels); // ✗
softCrossEntropy(logits, floats); // ✗
softCrossEntropy(number, number); // ✗

// shapes that broadcast are no less wrong
meanSquaredError(column, vector); // ✗
meanSquaredError(vector, number); // ✗
huber(vector, vector, { detla: 1 }); // ✗
binaryCrossEntropy(logits, column); // ✗

topKHits(logits, labels, 47); // ✗
topKHits(logits, others, 5); // ✗
accuracy(logits, oneHot); // ✗
confusionMatrix(labels, others, 46); // ✗

interface Params {
  readonly weight: Tensor<[3, 46]>;
  readonly bias: Tensor<[46]>;
}
interface Other {
  readonly weight: Tensor<[4, 46]>;
  readonly bias: Tensor<[46]>;
}
declare const params: Params;
declare const other: Other;

applyUpdates(params, other); // ✗
adam<Params>().init(other); // ✗
adam<Params>().update(adam<Params>().init(params), other, { params, rate: number }); // ✗
adam<Params>().update(sgd().init(params), params, { params, rate: number }); // ✗
adam<Params>().update(adam<Params>().init(params), params, { params, rate: 0.1 }); // ✗
chain(clipByGlobalNorm(1), adam<Params>(), trace<Other>({ momentum: 0.9 })); // ✗
mapTree(([x]) => sum(x), params); // ✗
mapTree(([x]) => x, params, other); // ✗
