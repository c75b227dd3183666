/** `npm run bench`: thwc beside its peers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { bench } from './bench.ts';

interface Flags {
  readonly quick: boolean;
  readonly only?: readonly string[];
  readonly peers?: string;
  readonly out?: string;
}

const { quick, only, peers, out }: Flags = new Command('bench')
  .description('thwc beside TensorFlow.js, jax-js, ONNX Runtime and PyTorch; writes docs/performance.md')
  .option('--quick', 'small sizes and few repeats; writes nothing', false)
  .option('--only <text...>', 'tasks and figures whose name or group holds one of these; writes nothing')
  .option(
    '--peers <names>',
    'participants whose name holds one of these, separated by commas; writes nothing',
  )
  .option(
    '--out <folder>',
    'where the report goes, whatever was asked for (default: docs, of a whole run only)',
  )
  .parse()
  .opts();

// Participants end with this process, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
process.setMaxListeners(0);

const whole = !quick && only === undefined && peers === undefined;
const folder = mkdtempSync(join(tmpdir(), 'thwc-bench-'));
try {
  await bench({
    quick,
    only,
    peers: peers?.split(',').map((name) => name.trim()),
    folder,
    out: out ?? (whole ? 'docs' : undefined),
  });
} finally {
  rmSync(folder, { recursive: true });
}
