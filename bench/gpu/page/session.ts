import type { Browser, Page } from 'playwright-core';
import type { Result } from '../../harness/measure.ts';
import type { Reply, Running } from '../../harness/process.ts';
import type { Request } from '../../participants/answer.ts';
import { type EntrantName, entrant } from '../entrants.ts';
import type { Session } from '../place.ts';
import type { Desk } from './main.ts';

/** A call of the page's desk, as text: a function of ours would not survive being bundled and sent. */
const call = (method: keyof Desk, ...args: readonly unknown[]): string =>
  `globalThis.bench.${method}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`;

/** What the page's desk answers; the cast is to what main.ts says that it does. */
export const callDesk = async <M extends keyof Desk>(
  page: Page,
  method: M,
  ...args: Parameters<Desk[M]>
): Promise<Awaited<ReturnType<Desk[M]>>> =>
  (await page.evaluate(call(method, ...args))) as Awaited<ReturnType<Desk[M]>>;

/** An answer, or an error when none comes. */
const within = async (
  seconds: number,
  answer: Promise<Reply>,
): Promise<Reply & { readonly dead?: boolean }> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Reply & { readonly dead: boolean }>((resolve) => {
    timer = setTimeout(() => resolve({ error: `no answer within ${seconds} s`, dead: true }), seconds * 1000);
  });
  const told = answer.catch((error: unknown) => ({
    error: `the page broke: ${(error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''}`,
    dead: true,
  }));
  const reply = await Promise.race([told, late]);
  clearTimeout(timer);
  return reply;
};

/** Losing a device breaks it for all in the page. */
const isLoss = ({ error }: Reply): boolean => error !== undefined && /\blost\b/i.test(error);

/** A fresh page, all entrants opened in it. */
export const openPage = async (
  browser: Browser,
  url: string,
  names: readonly EntrantName[],
): Promise<Session> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction('globalThis.bench !== undefined');
  let broken: Result | undefined;
  const asked = async (name: EntrantName, seconds: number, answer: () => Promise<Reply>): Promise<Reply> => {
    if (broken !== undefined) return { error: `the page was broken by ${broken.participant}` };
    const reply = await within(seconds, answer());
    if (reply.dead === true || isLoss(reply))
      broken = { participant: name, error: reply.error ?? 'it broke the page' };
    return reply;
  };
  const running: Running[] = [];
  const absent: Result[] = [];
  for (const name of names) {
    const { ready, error } = await asked(name, 60, () => callDesk(page, 'open', name));
    if (ready === undefined) absent.push({ participant: name, error: error ?? 'it did not start' });
    else
      running.push({
        participant: entrant(name, 'Chromium'),
        version: ready,
        ask: (request: Request, seconds) => asked(name, seconds, () => callDesk(page, 'ask', name, request)),
        end: () => undefined,
      });
  }
  return { running, absent, broken: () => broken, close: () => context.close() };
};
