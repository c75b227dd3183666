import { expect, it } from 'vitest';
import { inMode } from '../../../../property-tests/gpujs/support.ts';
import { inProcess } from '../testing.ts';

/** Two hundred programs, each of its own size, run once and dropped; then what is left of them. */
const dropping = (mode: string) => `
const { gpu } = (await openDevice('${mode}')).right;
const live = () => [gpu.kernels.length, gpu.pipelines.length];
const backend = gpujsWith({ mode: '${mode}' });
let most = 0;
for (let n = 1; n <= 200; n++) {
  const run = compile((x) => add(matmul(x, x), n), { backend });
  const x = valueFrom([2, 2], Float32Array.of(1, 0, 0, 1));
  const y = await run(x);
  if (y.data[0] !== 1 + n) throw new Error('wrong: ' + y.data);
  most = Math.max(most, live()[0]);
}
for (let i = 0; i < 50 && live()[0] > 0; i++) {
  globalThis.gc();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log(JSON.stringify({ most, left: live() }));
process.exit(0);
`;

for (const mode of ['webasm', 'webgpu'] as const)
  inMode(mode, 'two hundred programs that nobody holds any more', () => {
    it('give their kernels and pipelines back', { timeout: 120_000 }, () => {
      const [line = ''] = inProcess(dropping(mode), ['--expose-gc']).slice(-1);
      const { most, left } = JSON.parse(line);
      expect(most).toBeGreaterThan(3);
      // The last one or two may still be held by what the engine keeps of its stack.
      expect(left[0]).toBeLessThanOrEqual(8);
      expect(left[1]).toBeLessThanOrEqual(2);
    });
  });
