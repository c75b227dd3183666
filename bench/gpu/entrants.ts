/** Who takes part, in a page or in Node: a library on a way to compute. */
import type { Participant } from '../harness/participants.ts';

/** The first of a library speaks for it on what is right: of ours the one that is least like the others. */
export const entrantNames = [
  'thwc wasm',
  'thwc webgpu',
  'thwc webgl2',
  'TensorFlow.js webgpu',
  'jax-js webgpu',
] as const;

export type EntrantName = (typeof entrantNames)[number];

export const isEntrant = (name: string): name is EntrantName => entrantNames.some((known) => known === name);

/** A name's participant, as the harness knows it. */
export const entrant = (name: EntrantName, engine: 'Chromium' | 'Node'): Participant => ({
  name,
  peer: name.split(' ')[0] ?? name,
  engine,
  threads: 1,
  script: '',
  flags: [],
  env: { ENTRANT: name },
});
