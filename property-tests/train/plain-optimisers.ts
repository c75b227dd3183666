/**
 * The optimisers once more, on plain numbers in double precision, each written from its paper, for one parameter at a time.
 */

/** One number's way: from its parameter, the gradients of all steps and their rates to the parameter after each step. */
export type Path = (theta: number, grads: readonly number[], rates: readonly number[]) => readonly number[];

export interface PlainSgd {
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly decay: number;
}

/** The loop in the documentation of torch.optim.SGD, where the first velocity is the first gradient. */
export const plainSgd =
  ({ momentum, nesterov, decay }: PlainSgd): Path =>
  (theta, grads, rates) => {
    let x = theta;
    let b: number | undefined;
    return grads.map((gradient, t) => {
      let g = gradient + decay * x;
      if (momentum !== 0) {
        b = b === undefined ? g : momentum * b + g;
        g = nesterov ? g + momentum * b : b;
      }
      x -= (rates[t] ?? 0) * g;
      return x;
    });
  };

export interface PlainAdam {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** λ of AdamW; 0 for Adam. */
  readonly decay: number;
}

/** Kingma & Ba (2015), algorithm 1; with λ, Loshchilov & Hutter (2019), algorithm 2. */
export const plainAdam =
  ({ beta1, beta2, epsilon, decay }: PlainAdam): Path =>
  (theta, grads, rates) => {
    let [x, m, v] = [theta, 0, 0];
    return grads.map((g, i) => {
      const t = i + 1;
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g ** 2;
      const [mHat, vHat] = [m / (1 - beta1 ** t), v / (1 - beta2 ** t)];
      x -= (rates[i] ?? 0) * (mHat / (Math.sqrt(vHat) + epsilon) + decay * x);
      return x;
    });
  };
