import { add, einsum, matmul, relu, type Tensor } from '../../src/index.ts';

declare const a: Tensor<[3, 4]>;
declare const b: Tensor<[5, 6]>;
declare const batch: Tensor<['b', 7, 512]>;
declare const weights: Tensor<[256, 64]>;
declare const twoBatch: Tensor<[2, 3, 4]>;
declare const threeBatch: Tensor<[3, 4, 6]>;
declare const symbolic: Tensor<[7, 'd']>;
declare const otherSymbol: Tensor<['e', 7]>;
declare const scalar: Tensor<[]>;
declare const vector: Tensor<[5]>;

matmul(a, b); // ✗
matmul(batch, weights); // ✗
matmul(twoBatch, threeBatch); // ✗
matmul(symbolic, a); // ✗
matmul(symbolic, otherSymbol); // ✗
matmul(a, vector); // ✗
matmul(scalar, a); // ✗
relu(matmul(relu(a), b)); // ✗
// one mistake is one message: what follows from it is not reported again
export const wrong = matmul(a, b); // ✗
export const after = add(relu(wrong), batch);
export const later = relu(add(batch, add(wrong, wrong)));

einsum('ij,jk->ik', a, b); // ✗
einsum('b i j, j k -> b i k', batch, weights); // ✗
einsum('ij,jk->ik', a, batch); // ✗
einsum('ij,jk->ik', a); // ✗
einsum('ij->iz', a); // ✗
einsum('ij->ii', a); // ✗
einsum('ij,jk', a, a); // ✗
einsum('i j, j k -> i l', a, symbolic); // ✗
