/**
 * Engines count memory that threads share as nobody's: a collector does not hasten however much of it is garbage, and
 * hundreds of programs that nobody can run any more would stay. So it is told: ordinary buffers as large, thrown away
 * at once (never touched, they cost addresses only), make it collect soon.
 */

/** How much is made before the collector is told of it. */
const unnoticed = 2 ** 27;

const piece = 2 ** 26;
const pieces = 4;

/** Makes the collector collect soon, without waiting for it. */
const hasten = (): void => {
  try {
    Array.from({ length: pieces }, () => new ArrayBuffer(piece));
  } catch {
    // No room for them: then engines collect by themselves.
  }
};

let made = 0;

/** Tells the collector of shared memory that was made. */
export const madeShared = (bytes: number): void => {
  made += bytes;
  if (made < unnoticed) return;
  made = 0;
  hasten();
};

/** The same for workers, as text (see worker-source.ts): a function to call with bytes that were dropped. */
export const droppedSource = `
let dropped = 0;
const droppedShared = (bytes) => {
  dropped += bytes;
  if (dropped < ${unnoticed}) return;
  dropped = 0;
  try {
    Array.from({ length: ${pieces} }, () => new ArrayBuffer(${piece}));
  } catch {}
};
`;
