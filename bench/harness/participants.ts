/** Who takes part: an engine, a library, a number of threads. */
export interface Participant {
  readonly name: string;
  /** The library: participants of one library share a colour. */
  readonly peer: string;
  readonly engine: 'Node 20' | 'Node 24' | 'native' | 'Node' | 'Chromium';
  readonly threads: number;
  readonly script: string;
  readonly flags: readonly string[];
  readonly env: { readonly [name: string]: string };
}

const thwc = (
  engine: 'Node 20' | 'Node 24',
  threads: number,
  setting: '' | 'cli' | 'revectorize',
): Participant => ({
  name: ['thwc', engine, ...(setting === '' ? [] : [setting]), `${threads}t`].join(' '),
  peer: 'thwc',
  engine,
  threads,
  script: 'thwc/main.ts',
  flags: setting === 'revectorize' ? ['--experimental-wasm-revectorize'] : [],
  env: {
    THWC_THREADS: `${threads}`,
    ...(setting === 'cli' ? { V8_FLAGS: '--experimental-wasm-relaxed-simd' } : {}),
  },
});

const peer = (name: string, engine: Participant['engine'], threads: number, script: string): Participant => ({
  name: engine === 'native' ? `${name} ${threads}t` : `${name} ${engine} ${threads}t`,
  peer: name,
  engine,
  threads,
  script,
  flags: [],
  env: { PEER: name, THREADS: `${threads}` },
});

export const participants: readonly Participant[] = [
  ...[1, 2].flatMap((threads) => [
    thwc('Node 20', threads, ''),
    thwc('Node 20', threads, 'cli'),
    thwc('Node 24', threads, ''),
    thwc('Node 24', threads, 'revectorize'),
  ]),
  peer('tfjs-wasm', 'Node 20', 1, 'tfjs.ts'),
  peer('tfjs-wasm', 'Node 24', 1, 'tfjs.ts'),
  peer('jax-js', 'Node 24', 1, 'jax.ts'),
  ...[1, 2].flatMap((threads) => [
    peer('onnxruntime-web', 'Node 20', threads, 'ort.ts'),
    peer('onnxruntime-web', 'Node 24', threads, 'ort.ts'),
    // A native library: the engine that calls it hardly matters.
    { ...peer('onnxruntime-node', 'native', threads, 'ort.ts') },
    peer('pytorch', 'native', threads, 'torch_peer.py'),
  ]),
];
