/** The backend of gpu.js in a real browser, on WebGL2 and on WebGPU of a software adapter, from a minified page. */
import type { Browser } from 'playwright-core';
import { bundle, showScripts } from '../bundle.ts';
import { startBrowser } from '../chromium.ts';
import { serve } from '../serve.ts';
import { parseReport, type Report } from './report.ts';
import { problemsOfScripts } from './scripts.ts';
import { type PageVisit, visits } from './visits.ts';

const patience = 240_000;

interface Seen {
  readonly report: Report | { readonly crash: string };
  /** What was not caught. */
  readonly errors: readonly string[];
}

const look = async (browser: Browser, url: string, { hidesWebGpu = false }: PageVisit): Promise<Seen> => {
  const context = await browser.newContext();
  const errors: string[] = [];
  const page = await context.newPage();
  try {
    if (hidesWebGpu)
      await page.addInitScript(() => Object.defineProperty(navigator, 'gpu', { value: undefined }));
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(url);
    const text = await page.locator('#report').textContent({ timeout: patience });
    return { report: parseReport(text ?? ''), errors };
  } catch (error) {
    return { report: { crash: `no report while "${await page.title()}": ${String(error)}` }, errors };
  } finally {
    await context.close();
  }
};

const problemsOf = ({ report, errors }: Seen, { facts }: PageVisit): readonly string[] => {
  const uncaught = errors.map((error) => `not caught: ${error}`);
  if ('crash' in report) return [report.crash, ...uncaught];
  return [
    ...Object.entries(facts).flatMap(([words, holds]) =>
      holds(report) ? [] : [`not so: ${words} (${JSON.stringify(report.device)})`],
    ),
    ...report.checks.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`])),
    ...uncaught,
  ];
};

const tell = ({ report }: Seen): void => {
  if ('crash' in report) return;
  const { device, checks } = report;
  if ('_tag' in device) console.log(`    ${device._tag}: ${device.message}`);
  else {
    const instead = device.instead.map(({ mode, reason }) => `; not ${mode}: ${reason}`);
    console.log(`    ${device.mode} on ${device.adapter}${instead.join('')}`);
  }
  for (const { name, said, problem, seconds } of checks)
    if (problem === undefined) console.log(`    ${name}: ${said} (${seconds.toFixed(1)} s)`);
};

/** Visits all pages; whether all is as it has to be. */
export const checkGraphics = async (folder: string): Promise<boolean> => {
  const scripts = await bundle('gpu/page', folder);
  console.log(`bundle: ${showScripts(scripts)}`);
  const wrong = problemsOfScripts(scripts, folder);
  for (const problem of wrong) console.error(`✗ ${problem}`);
  let holds = wrong.length === 0;
  const server = await serve(folder, { gpu: {} });
  try {
    for (const kind of ['software', 'none'] as const) {
      const browser = await startBrowser(kind);
      try {
        for (const visit of visits.filter(({ graphics }) => graphics === kind)) {
          const started = performance.now();
          const seen = await look(browser, `${server.origin}/gpu/?${visit.query}`, visit);
          const problems = problemsOf(seen, visit);
          const seconds = ((performance.now() - started) / 1000).toFixed(1);
          console.log(`${problems.length === 0 ? '✓' : '✗'} gpu.js, ${visit.title} (${seconds} s)`);
          tell(seen);
          for (const problem of problems) console.error(`    ✗ ${problem}`);
          holds = holds && problems.length === 0;
        }
      } finally {
        await browser.close();
      }
    }
  } finally {
    server.close();
  }
  return holds;
};
