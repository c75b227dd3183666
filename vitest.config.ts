import { defineConfig } from 'vitest/config';

/** Longer runs (`FC_RUNS=10000 npm test`) take proportionally longer. */
const runs = Number(process.env.FC_RUNS ?? 100);

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'property-tests/**/*.test.ts', 'demo/**/*.test.ts'],
    setupFiles: ['property-tests/setup.ts'],
    testTimeout: 60_000 * Math.max(1, runs / 100),
  },
});
