import { describe, expect, it } from 'vitest';
import { inProcess } from './testing.ts';

describe('a process with workers', () => {
  it('ends by itself when its work is done', () => {
    const lines = inProcess(`
      await square(wasmWith({ threads: 3 }), 200);
      console.log('done');
    `);
    expect(lines).toEqual(['done']);
  });

  it('does not grow by the programs that it has compiled and let go of', () => {
    const [before = 0, after = 0] = inProcess(
      `
      const backend = wasmWith({ threads: 2 });
      const resident = () => console.log(process.memoryUsage().rss / 2 ** 20);
      for (let i = 0; i <= 300; i++) {
        await square(backend, 512, i);
        if (i % 20 === 0) await new Promise((r) => setTimeout(r, 5));
        if (i === 60 || i === 300) resident();
      }
      `,
    ).map(Number);
    // 240 programs more, of at least 3 MiB each.
    expect(after - before).toBeLessThan(360);
  });
});
