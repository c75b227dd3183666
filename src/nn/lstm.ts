import { add, matmul, mul, sigmoid, split, tanh } from '../tensor/ops/index.ts';
import type { AnyTensor } from '../tensor/tensor.ts';
// Provisional, until the layer is there.
export const lstmCell = (params: any, { h, c }: any, x: any): any => {
  const z: any = add(add(matmul(x, params.input) as any, matmul(h, params.hidden) as any) as any, params.bias);
  const [i, f, g, o]: any = split(z, 4, -1) as readonly AnyTensor[];
  const next: any = add(mul(sigmoid(f), c) as any, mul(sigmoid(i), tanh(g) as any) as any);
  return { c: next, h: mul(sigmoid(o), tanh(next) as any) };
};
