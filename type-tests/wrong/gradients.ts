// Derivatives: losses that are no number, cotangents and tangents of other shapes, rules that do not fit.
import {
  checkpoint,
  customGradient,
  grad,
  jacobian,
  jvp,
  mul,
  relu,
  scan,
  stopGradient,
  sum,
  type Tensor,
  valueAndGrad,
  vjp,
} from '../../src/index.ts';

declare const three: Tensor<[3]>;
declare const four: Tensor<[4]>;
declare const integers: Tensor<[3], 'i32'>;
declare const rows: Tensor<['time', 3]>;
interface Params {
  readonly weight: Tensor<[3]>;
}
declare const params: Params;
const loss = (p: Params) => sum(p.weight);
const doubled = (x: Tensor<[3]>): Tensor<[3]> => mul(x, 2);
declare const perRow: (x: Tensor<[3]>) => Tensor<['time']>;
const described = (x: Tensor<[3]>) => [sum(x), { doubled: doubled(x) }] as const;

// one number
grad((x: Tensor<[3]>) => relu(x)); // ✗
grad((x: Tensor<[3]>) => [sum(x)]); // ✗
grad(() => sum(integers)); // ✗
valueAndGrad(described); // ✗
valueAndGrad((x: Tensor<[3]>) => sum(x), { aux: true }); // ✗
valueAndGrad((x: Tensor<[3]>) => [doubled(x), sum(x)] as const, { aux: true }); // ✗

// arguments and gradients have the function's types
grad(loss)({ weight: four }); // ✗
grad(loss)({ bias: three }); // ✗
grad(loss)(params).bias; // ✗
export const g: Tensor<[4]> = grad((x: Tensor<[3]>) => sum(x))(three); // ✗

// cotangents and tangents
vjp(doubled, four); // ✗
vjp(doubled, three)[1](four); // ✗
vjp(doubled, three)[1](integers); // ✗
vjp((x: Tensor<[3]>) => ({ a: x, b: x }), three)[1]({ a: three, b: four }); // ✗
jvp(doubled, [three], [four]); // ✗
jvp(doubled, [three], []); // ✗
jvp(doubled, [three], [three, three]); // ✗

// Jacobians: the axes of the result first
export const j: Tensor<[3, 4]> = jacobian((x: Tensor<[4]>) => sum(x))(four); // ✗
export const transposed: Tensor<[3, 'time']> = jacobian(perRow)(three); // ✗
jacobian(doubled, { method: 'reverse' }); // ✗

// rules of one's own
customGradient((x: Tensor<[3]>) => [x, (_: Tensor<[3]>) => [four] as const] as const); // ✗
customGradient((x: Tensor<[3]>) => [x, (_: Tensor<[4]>) => [x] as const] as const); // ✗
customGradient((x: Tensor<[3]>, _y: Tensor<[4]>) => [x, (ct: Tensor<[3]>) => [ct] as const] as const); // ✗
customGradient((x: Tensor<[3]>) => [x, (ct: Tensor<[3]>) => ct] as const); // ✗
customGradient((x: Tensor<[3]>) => x); // ✗

// what keeps the function's type
checkpoint(doubled)(four); // ✗
export const stopped: Tensor<[4]> = stopGradient(three); // ✗
scan((h: Tensor<[3]>, x) => [h, x], three, rows, { saves: 'all' }); // ✗
