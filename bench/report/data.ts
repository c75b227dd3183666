import type { Figure } from '../figures/index.ts';
import type { Measured } from '../harness/measure.ts';
import type { Participant } from '../harness/participants.ts';

/** Everything that a run of the bench found out. */
export interface Report {
  readonly date: string;
  readonly command: string;
  readonly machine: readonly string[];
  /** Each participant with what it says it is, or why it took no part. */
  readonly participants: readonly (Participant & { readonly version?: string; readonly error?: string })[];
  readonly measured: readonly Measured[];
  readonly figures: readonly Figure[];
}

/** Milliseconds of a participant on a task. */
export const msOf = ({ results }: Measured, participant: string): number | undefined =>
  results.find((result) => result.participant === participant)?.ms;

/** The figure of a name that a participant answered. */
export const figureOf = ({ figures }: Report, name: string, participant: string): readonly Figure[] =>
  figures.filter((figure) => figure.name === name && figure.participant === participant);
