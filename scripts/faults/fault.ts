/**
 * Mistakes that somebody could make, each a small change of the source, with the tests that should notice.
 */

export interface Fault {
  readonly name: string;
  readonly file: string;
  /** What stands there now, once; white space counts as one space. */
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
}

/** Tests of the network. */
export const rstg = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `property-tests/rstg/${name}.test.ts`);

/** Tests of scan, vmap and compile. */
export const loops = (name: string): readonly string[] => [`property-tests/scan-vmap/${name}.test.ts`];
