import { describe, expect, it } from 'vitest';
import { inProcess } from './testing.ts';

describe('a process with workers', () => {
  it('ends by itself when its work is done', () => {
    const lines = inProcess(`
      await square(wasmWith({ threads: 3 }), 200);
      console.log(workers());
    `);
    expect(lines).toEqual(['workers']);
  });

  it('does not grow by the programs that it has compiled and let go of', () => {
    const [before, after, workers] = inProcess(
      `
      const backend = wasmWith({ threads: 2 });
      const resident = () => console.log(process.memoryUsage().rss / 2 ** 20);
      for (let i = 0; i <= 200; i++) {
        await square(backend, 512, i);
        if (i % 20 === 0) await new Promise((r) => setTimeout(r, 5));
        if (i === 60 || i === 200) resident();
      }
      console.log(workers());
      `,
    );
    // 140 programs more, of 4 MiB each in memory that a worker shares: 570 MiB if nobody let go of them.
    expect(workers).toBe('workers');
    expect(Number(after) - Number(before)).toBeLessThan(300);
  });
});
