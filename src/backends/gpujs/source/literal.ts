/** Numbers as gpu.js reads them. */

/** A finite number; always with a point or an exponent, so that no shader language takes it for an integer. */
export const literal = (x: number): string => {
  if (!Number.isFinite(x)) throw new RangeError(`gpujs: ${x} can not be written in a shader`);
  const text = Number.isInteger(x) && Math.abs(x) < 1e21 ? `${x}.0` : `${x}`;
  return x < 0 || Object.is(x, -0) ? `(${text})` : text;
};

export const zero = literal(0);
export const one = literal(1);
