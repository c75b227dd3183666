/** A small assembler: WebAssembly modules from typed expressions. */
export * from './control.ts';
export * from './expr.ts';
export * from './function.ts';
export * from './module.ts';
export * from './scalar.ts';
export * from './vector.ts';
