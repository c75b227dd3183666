/** JSON has one `0` for 0 and −0, and one `null` for ∞, −∞ and NaN: code with other constants is other code. */
const exactly = (_: string, x: unknown): unknown =>
  typeof x === 'number' && (!Number.isFinite(x) || Object.is(x, -0))
    ? { number: Object.is(x, -0) ? '-0' : String(x) }
    : x;

/** A text that is the same exactly when the parts of a kernel are. */
export const keyOf = (kind: string, parts: readonly unknown[]): string =>
  `${kind} ${JSON.stringify(parts, exactly)}`;
