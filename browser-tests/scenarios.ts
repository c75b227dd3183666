/** The headers that pages are served with, and what has to hold of them. */
import type { Report } from './report.ts';
import type { Headers } from './serve.ts';

const isolated: Headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const policy = (text: string): Headers => ({ 'Content-Security-Policy': text });

export interface Scenario {
  readonly title: string;
  readonly headers: Headers;
  /** Whether workers of the library's own run. */
  readonly workers: boolean;
  /** What has to be true of what the page, or a worker of its own, tells; in words. */
  readonly facts: Readonly<Record<string, (report: Report) => boolean>>;
}

const noted = (report: Report, words: RegExp): boolean => report.after.notes.some((note) => words.test(note));

const alone = {
  'one thread': ({ after }: Report) => after.threads === 1,
} as const;

const many = {
  'several threads': ({ after }: Report) => after.threads > 1 && after.sharedMemory,
  'nothing to note': ({ after }: Report) => after.notes.length === 0,
} as const;

export const scenarios: Readonly<Record<string, Scenario>> = {
  isolated: {
    title: 'cross-origin isolated',
    headers: isolated,
    workers: true,
    facts: many,
  },
  plain: {
    title: 'not isolated',
    headers: {},
    workers: false,
    facts: {
      ...alone,
      'says that the page is not isolated': (r) =>
        !r.after.sharedMemory && noted(r, /not cross-origin isolated/),
    },
  },
  'no-wasm': {
    title: "policy without 'wasm-unsafe-eval'",
    headers: { ...isolated, ...policy("script-src 'self'") },
    workers: false,
    facts: {
      'compile rejects with BackendFailure': ({ refusal }) => refusal?.isBackendFailure === true,
      'the message names the policy and wasm-unsafe-eval': ({ refusal }) =>
        /Content-Security-Policy.*'wasm-unsafe-eval'/.test(refusal?.message ?? ''),
      'compileTask gives Left of BackendUnavailable': ({ refusal }) => refusal?.tag === 'BackendUnavailable',
    },
  },
  'no-workers': {
    title: 'policy without workers from blob:',
    headers: { ...isolated, ...policy("script-src 'self' 'wasm-unsafe-eval'") },
    workers: false,
    facts: {
      ...alone,
      'memory could be shared': ({ after }) => after.sharedMemory,
      'says that workers could not be started': (r) => noted(r, /no workers.*worker-src blob:/),
      'knew nothing of it before': ({ before }) => before.threads > 1 && before.notes.length === 0,
    },
  },
  strict: {
    title: 'policy that allows both',
    headers: {
      ...isolated,
      ...policy("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:"),
    },
    workers: true,
    facts: many,
  },
};
