/**
 * The largest difference between two participants' outputs, relative to the largest number of each; infinite where they differ in
 * size or one is not finite.
 */
export const worstDifference = (wanted: readonly Float32Array[], got: readonly Float32Array[]): number => {
  if (wanted.length !== got.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (const [i, a] of wanted.entries()) {
    const b = got[i];
    if (b === undefined || a.length !== b.length) return Number.POSITIVE_INFINITY;
    let [largest, apart] = [0, 0];
    for (let j = 0; j < a.length; j++) {
      const [x, y] = [a[j] ?? Number.NaN, b[j] ?? Number.NaN];
      if (!Number.isFinite(x) || !Number.isFinite(y)) return Number.POSITIVE_INFINITY;
      largest = Math.max(largest, Math.abs(x));
      apart = Math.max(apart, Math.abs(x - y));
    }
    worst = Math.max(worst, apart === 0 ? 0 : apart / largest);
  }
  return worst;
};
