/** Entrants in one page of a headless Chromium. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Adapter } from '../adapter.ts';
import type { PlaceOrWhy } from '../place.ts';
import { browserPath, launch, type Ware } from './browser.ts';
import { bundlePage } from './bundle.ts';
import { serveBench } from './server.ts';
import { callDesk, openPage } from './session.ts';

const adapterOf = async (browser: Browser, url: string): Promise<Adapter | undefined> => {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction('globalThis.bench !== undefined');
  const adapter = await callDesk(page, 'adapter');
  await page.close();
  return adapter ?? undefined;
};

/** The first kind of adapter that the browser has. */
const begin = async (
  path: string,
  url: string,
  wares: readonly Ware[],
): Promise<{ readonly browser: Browser; readonly adapter: Adapter } | undefined> => {
  for (const ware of wares) {
    const browser = await launch(path, ware);
    const adapter = await adapterOf(browser, url);
    if (adapter !== undefined && (ware === 'software' || !adapter.isSoftware)) return { browser, adapter };
    await browser.close();
  }
  return undefined;
};

/**
 * @param numbers the folder that tasks put their numbers into
 * @param isSoftware whether to take SwiftShader whatever else there is
 */
export const chromiumPlace = async (numbers: string, isSoftware: boolean): Promise<PlaceOrWhy> => {
  const kind = 'Chromium';
  const path = browserPath();
  if (path === undefined) return { kind, error: 'there is no Chromium here (THWC_CHROMIUM says where)' };
  const pages = mkdtempSync(join(tmpdir(), 'thwc-bench-page-'));
  await bundlePage(pages);
  const server = await serveBench(pages, numbers);
  const url = `${server.origin}/page/`;
  const tidy = (): void => {
    process.off('exit', tidy);
    server.close();
    rmSync(pages, { recursive: true, force: true });
  };
  process.on('exit', tidy);
  const begun = await begin(path, url, isSoftware ? ['software'] : ['hardware', 'software']);
  if (begun === undefined) {
    tidy();
    return { kind, error: 'Chromium has no WebGPU here, not even on SwiftShader' };
  }
  const { browser, adapter } = begun;
  return {
    kind,
    title: `Chromium ${browser.version()}`,
    adapter,
    open: (names) => openPage(browser, url, names),
    end: async () => {
      await browser.close();
      tidy();
    },
  };
};
