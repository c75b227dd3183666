/**
 * The library in a real browser, as a user ships it: bundled, minified, served with the headers that decide what
 * WebAssembly and threads may do. Results are compared bit by bit with Node's. Then the backend of gpu.js on WebGL2 and
 * WebGPU, by a software adapter.
 *
 *     npm run test:browser
 *
 * Without a browser it fails, unless THWC_ALLOW_NO_BROWSER=1.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { wasmWith } from 'thwc/backends/wasm';
import { bundle, showScripts } from './bundle.ts';
import { startBrowser, whyNoBrowser } from './chromium.ts';
import { differences, engineDifferences, type InNode } from './compare.ts';
import { checkGraphics } from './gpu/run.ts';
import { hasGpuJs } from './gpu/scripts.ts';
import { digests, jobs } from './page/jobs.ts';
import type { Report } from './report.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { serve } from './serve.ts';
import { type Visit, visit } from './visit.ts';

/** What is wrong with what was told from one place. */
const problemsOf = (
  report: Report | { readonly crash: string },
  { facts }: Scenario,
  node: InNode,
): readonly string[] => {
  if ('crash' in report) return [report.crash];
  const untrue = Object.entries(facts).filter(([, holds]) => !holds(report));
  const refused = report.refusal !== undefined && !('compile rejects with BackendFailure' in facts);
  return [
    ...untrue.map(([words]) => `not so: ${words} (${JSON.stringify({ ...report, runs: undefined })})`),
    ...(refused ? [`refused: ${report.refusal?.message}`] : []),
    ...(report.refusal === undefined ? differences(report, node) : []),
  ];
};

const tell = (where: string, report: Report | { readonly crash: string }, node: InNode): void => {
  if ('crash' in report) return;
  const { after, refusal } = report;
  const others = engineDifferences(report, node);
  const said =
    refusal === undefined
      ? `${after.threads} threads; ${Object.keys(report.runs).length} × ${Object.keys(jobs).length} results, same bits as Node${others.length === 0 ? '' : ` but for ${others.join()}`}`
      : refusal.message;
  console.log(`    ${where}: ${[said, ...after.notes].join('; ')}`);
};

const check = (scenario: Scenario, seen: Visit, node: InNode): boolean => {
  const workers = seen.workers > 0 === scenario.workers;
  const problems = [
    ...problemsOf(seen.main, scenario, node).map((problem) => `main thread: ${problem}`),
    ...problemsOf(seen.worker, scenario, node).map((problem) => `a worker of the user's: ${problem}`),
    ...(workers ? [] : [`the browser has started ${seen.workers} workers of the library's`]),
    ...seen.errors.map((error) => `not caught: ${error}`),
  ];
  const sign = problems.length === 0 ? '✓' : '✗';
  console.log(`${sign} ${scenario.title}: ${seen.workers} workers started, ${seen.seconds.toFixed(1)} s`);
  tell('main thread', seen.main, node);
  tell("a worker of the user's", seen.worker, node);
  for (const problem of problems) console.error(`    ✗ ${problem}`);
  return problems.length === 0;
};

const inNode = async (): Promise<InNode> => {
  const plain = await digests(wasmWith({ threads: 1, relaxed: false }));
  // Node 20 has it behind a flag.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  return { plain, fused: await digests(wasmWith({ threads: 1, relaxed: true })) };
};

const runAll = async (folder: string): Promise<boolean> => {
  const node = await inNode();
  const scripts = await bundle('page', folder);
  console.log(`bundle: ${showScripts(scripts)}`);
  const headers = Object.entries(scenarios).map(([name, { headers }]) => [name, headers] as const);
  const server = await serve(folder, Object.fromEntries(headers));
  const browser = await startBrowser();
  console.log(`Chromium ${browser.version()}, Node ${process.version}`);
  let holds = !scripts.some(hasGpuJs);
  if (!holds) console.error('✗ gpu.js is in a bundle that does not import thwc/backends/gpujs');
  try {
    for (const [name, scenario] of Object.entries(scenarios)) {
      holds = check(scenario, await visit(browser, `${server.origin}/${name}/`), node) && holds;
    }
  } finally {
    await browser.close();
    server.close();
  }
  return holds;
};

const missing = whyNoBrowser();
if (missing === undefined) {
  const folder = mkdtempSync(join(tmpdir(), 'thwc-browser-'));
  try {
    const [holds, holdsOnGraphics] = [await runAll(folder), await checkGraphics(folder)];
    process.exitCode = holds && holdsOnGraphics ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} else {
  console.error(`SKIPPED: the tests in a browser (5 sets of headers; WebGL2 and WebGPU): ${missing}`);
  process.exitCode = process.env.THWC_ALLOW_NO_BROWSER === '1' ? 0 : 1;
}
