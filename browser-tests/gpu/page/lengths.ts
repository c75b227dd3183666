/** Kernels of one text that read arrays of different lengths, which random programs hardly ever have. */
import { type Backend, compile, fold, mul, slice, type Tensor, valueFrom } from 'thwc';

const part = [[4, 9]] as const;

/** Elements that are doubled by one kernel, and not needed any more when the loop has begun. */
const halved = (x: Tensor<[5]>) => fold(2, (h: Tensor<[5]>) => mul(h, 0.5), mul(x, 2));

/** The same elements of two arrays: as texts both products are one. */
const f = (x: Tensor<[10]>, y: Tensor<[50]>) => [halved(slice(x, part)), halved(slice(y, part))] as const;

const counting = (n: number, start: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: n }, (_, i) => start + i);

export const checkLengths = async (backend: Backend): Promise<string> => {
  const results = await compile(f, { backend })(
    valueFrom([10], counting(10, 0)),
    valueFrom([50], counting(50, 100)),
  );
  const found = results.map(({ data }) => data.join()).join('; ');
  if (found !== '2,2.5,3,3.5,4; 52,52.5,53,53.5,54') throw new Error(found);
  return found;
};
