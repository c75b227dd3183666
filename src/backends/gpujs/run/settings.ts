import type { KernelSettings } from './library.ts';

/** How all kernels are made: in single precision. */
export const kernelSettings = (output: number): KernelSettings => ({
  output: [output],
  precision: 'single',
  tactic: 'precision',
});

/** The text of a kernel that copies. */
export const copySource = `function (a0) {
const v0 = this.thread.x;
const v1 = a0[v0];
return v1;
}`;
