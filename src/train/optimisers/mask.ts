/** Says of a parameter, by its path (such as `send.0.weight`) and shape, whether it is one of those that are meant. */
export type ParameterMask = (path: string, shape: readonly number[]) => boolean;

/**
 * Those of rank ≥ 2, which leaves out biases, the scales and shifts of norms, and running statistics. (Layers stacked by `repeat` have
 * one axis more: there, say it by the path.)
 */
export const hasRows: ParameterMask = (_, shape) => shape.length >= 2;
