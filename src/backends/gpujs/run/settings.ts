import type { KernelSettings } from './library.ts';

/** How all kernels are made: in single precision, and in the mode that was chosen or not at all. */
export const kernelSettings = (output: number): KernelSettings => ({
  output: [output],
  precision: 'single',
  tactic: 'precision',
  onRequestFallback: () => {
    throw new Error('gpu.js can not run this kernel in the mode that was chosen');
  },
});

/** The text of a kernel that copies. */
export const copySource = `function (a0) {
const v0 = this.thread.x;
const v1 = a0[v0];
return v1;
}`;
