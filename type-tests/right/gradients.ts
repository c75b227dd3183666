// Derivatives: trees of gradients are of the parameters' type, Jacobians have the results' axes in front.
import {
  checkpoint,
  compile,
  customGradient,
  grad,
  jacobian,
  jvp,
  matmul,
  mul,
  scan,
  stopGradient,
  sum,
  type Tensor,
  valueAndGrad,
  vjp,
  vmap,
} from '../../src/index.ts';

interface Params {
  readonly weight: Tensor<[3, 4]>;
  readonly layers: readonly [{ readonly bias: Tensor<[4]> }];
}
declare const params: Params;
declare const x: Tensor<['batch', 3]>;
declare const labels: Tensor<['batch'], 'i32'>;
declare const vector: Tensor<[3]>;
declare const rows: Tensor<['time', 3]>;

const loss = (p: Params, inputs: Tensor<['batch', 3]>, _: Tensor<['batch'], 'i32'>) =>
  sum(matmul(inputs, p.weight));
const length2 = (v: Tensor<[3]>) => sum(mul(v, v));
const project = (p: Params, v: Tensor<[3]>): Tensor<[4]> => matmul(v, p.weight);

/** Interfaces are trees too; only the first argument is differentiated, the others may be integers. */
export const gradient = grad(loss)(params, x, labels);
export const both = valueAndGrad(loss)(params, x, labels);
export const more = valueAndGrad(
  (p: Params, v: Tensor<[3]>) => [sum(project(p, v)), { scores: project(p, v), labels }],
  { aux: true },
)(params, vector);
export const compiled = compile(grad(loss));
export const each = vmap(grad(length2))(rows);
export const second = grad((v: Tensor<[3]>) => sum(mul(grad(length2)(v), v)))(vector);

export const pulled = vjp(project, params, vector);
export const pullback = pulled[1](project(params, vector));
export const pushed = jvp(project, [params, vector], [params, vector]);

export const hessian = jacobian(grad(length2))(vector);
export const blocks = jacobian((p: Params) => ({ y: project(p, vector), loss: sum(p.weight) }))(params);
export const columns = jacobian((v: Tensor<[3]>) => matmul(rows, v), { mode: 'forward' })(vector);

/** Functions keep their types. */
export const again = checkpoint(project);
export const fixed = stopGradient(params);
export const ruled = customGradient(
  (p: Params, v: Tensor<[3]>) => [project(p, v), (_: Tensor<[4]>) => [p, v] as const] as const,
);
/** Generic functions stay generic. */
export const gradientOfRows = <N>(many: Tensor<[N, 3]>): Tensor<[N, 3]> =>
  grad((m: Tensor<[N, 3]>) => sum(mul(m, m)))(many);
export const kept = scan((h: Tensor<[3]>, row) => [h, row], vector, rows, { save: 'segments' });
