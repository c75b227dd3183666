/** Opens the page, and gives what it tells and what was seen of it from outside. */
import type { Browser } from 'playwright-core';
import { parseReport, type Report } from './report.ts';

export interface Visit {
  readonly main: Report | { readonly crash: string };
  readonly worker: Report | { readonly crash: string };
  /** Workers of the library's own that the browser has started. */
  readonly workers: number;
  readonly seconds: number;
  /** What was not caught. */
  readonly errors: readonly string[];
}

const patience = 40_000;

export const visit = async (browser: Browser, url: string): Promise<Visit> => {
  const started = performance.now();
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    let workers = 0;
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('worker', (worker) => {
      if (worker.url().startsWith('blob:')) workers++;
    });
    const told = async (id: string) => {
      try {
        return parseReport((await page.locator(`#${id}`).textContent({ timeout: patience })) ?? '');
      } catch (error) {
        return { crash: `no report from ${id}: ${String(error)} ${errors.join()}` };
      }
    };
    await page.goto(url);
    const main = await told('main');
    const worker = 'crash' in main ? main : await told('worker');
    return { main, worker, workers, seconds: (performance.now() - started) / 1000, errors };
  } finally {
    await context.close();
  }
};
