/** `node run.mjs [--quick|--full] [text …]` in a packed folder: measures in this Node; the report goes into `report/`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchIn } from './bench.ts';
import { nodePlace } from './node/place.ts';
import { writeGpuReport } from './report/write.ts';

const words = process.argv.slice(2);
const only = words.filter((word) => !word.startsWith('--'));
const folder = mkdtempSync(join(tmpdir(), 'thwc-bench-'));
process.setMaxListeners(0);
try {
  const place = nodePlace(process.execPath, join(import.meta.dirname, 'entrant.mjs'), false);
  const run = await benchIn(place, {
    isQuick: words.includes('--quick') ? true : words.includes('--full') ? false : undefined,
    only: only.length === 0 ? undefined : only,
    peers: undefined,
    folder,
    command: ['node run.mjs', ...words].join(' '),
  });
  if (run !== undefined) writeGpuReport([run], join(import.meta.dirname, 'report'));
  process.exitCode = run === undefined ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
