/** Derivatives: forward and reverse mode, as transforms of functions. */
export { type GradOptions, grad, valueAndGrad } from './grad.ts';
export { type Jacobian, type JacobianOptions, jacobian } from './jacobian.ts';
export { jvp } from './jvp.ts';
export { vjp } from './vjp.ts';
