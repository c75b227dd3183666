/**
 * Column-major bytes in row-major order. In Fortran's order the first axis varies fastest, in C's the last.
 * `width` is the element's size in bytes; the elements' own bytes keep their order.
 */
export const rowMajorBytes = (bytes: Uint8Array, shape: readonly number[], width: number): Uint8Array => {
  const out = new Uint8Array(bytes.length);
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, size) => product * size, width),
  );
  const index = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < bytes.length; to += width) {
    for (let k = 0; k < width; k++) out[to + k] = bytes[from + k] ?? 0;
    // Step the row-major odometer: the last axis first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const next = (index[axis] ?? 0) + 1;
      const size = shape[axis] ?? 1;
      const stride = strides[axis] ?? 0;
      if (next < size) {
        index[axis] = next;
        from += stride;
        break;
      }
      index[axis] = 0;
      from -= (size - 1) * stride;
    }
  }
  return out;
};
