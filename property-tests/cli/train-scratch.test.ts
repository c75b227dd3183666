import { it } from 'vitest';
import { loadTestDigits } from '../data/support.ts';
import { inFolder } from './files.ts';
import { configWith, memoryLog, trained } from './train-support.ts';

const mnist = loadTestDigits();
for (const [name, other] of Object.entries({
  a: { model: { dim: 8 }, backbone: { filters: [2, 4] }, rate: { value: 0.02 } },
  b: { model: { dim: 8 }, backbone: { filters: [4, 6] }, rate: { value: 0.01 } },
  c: { model: { dim: 8 }, backbone: { filters: [2, 4, 8] }, rate: { value: 0.02 } },
}))
  it(
    name,
    () =>
      inFolder(async (folder) => {
        const log = memoryLog();
        const c0 = process.cpuUsage();
        await trained(
          folder,
          configWith({
            ...other,
            data: { digits: 2, frames: 2, fixed: 8 },
            curriculum: [],
            model: { dim: 8, scales: [1, 2], iterations: 1, ...other.model },
            pretrain: null,
            rate: { schedule: 'constant', warmUp: 0, ...other.rate },
            batch: 8,
            videos: 800,
            evaluate: { every: null, videos: 1 },
            checkpoint: { every: null },
            log: { every: 40 },
          }),
          { log, mnist },
        );
        const c = process.cpuUsage(c0);
        console.log(
          name,
          (c.user + c.system) / 1000,
          log.entries
            .flatMap((e) => (e.kind === 'train' ? [`${e.step}:${e.loss.toFixed(3)}`] : []))
            .join(' '),
        );
      }),
    300000,
  );
