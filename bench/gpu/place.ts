/** Where entrants run: a page of a browser, or processes of Node. */
import type { Result } from '../harness/measure.ts';
import type { Running } from '../harness/process.ts';
import type { Adapter } from './adapter.ts';
import type { EntrantName } from './entrants.ts';

/** All entrants ready for one task. A task that breaks a session does not reach the next. */
export interface Session {
  readonly running: readonly Running[];
  /** Who did not start, and why. */
  readonly absent: readonly Result[];
  /** Who broke the session for all, and how. */
  readonly broken: () => Result | undefined;
  readonly close: () => Promise<void>;
}

export interface Place {
  readonly kind: 'Chromium' | 'Node';
  /** The engine and its version. */
  readonly title: string;
  readonly adapter: Adapter;
  readonly open: (names: readonly EntrantName[]) => Promise<Session>;
  readonly end: () => Promise<void>;
}

/** A place, or why there is none. */
export type PlaceOrWhy = Place | { readonly kind: Place['kind']; readonly error: string };
