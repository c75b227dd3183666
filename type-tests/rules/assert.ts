/** Identity of types, decided by the compiler's own test for identical conditions. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** A list of statements about types that all have to be true. */
export type Hold<_Statements extends readonly true[]> = true;
