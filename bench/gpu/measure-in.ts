/** A task in a place: who breaks the session is left out, and the others try again in a fresh one. */
import { type Effort, type Measured, measure, type Result } from '../harness/measure.ts';
import type { Task } from '../tasks/task.ts';
import type { EntrantName } from './entrants.ts';
import type { Place } from './place.ts';

export interface MeasuredIn {
  readonly measured: Measured;
  /** What each entrant that started says it is. */
  readonly versions: ReadonlyMap<string, string>;
}

export const measureIn = async (
  place: Place,
  task: Task,
  names: readonly EntrantName[],
  file: string,
  effort: Effort,
): Promise<MeasuredIn> => {
  const session = await place.open(names);
  const { running, absent } = session;
  const versions = new Map(running.map(({ participant, version }) => [participant.name, version] as const));
  try {
    const measured = await measure(task, running, file, effort);
    const broken = session.broken();
    if (broken === undefined)
      return { measured: { ...measured, results: [...measured.results, ...absent] }, versions };
    const others = names.filter((name) => name !== broken.participant);
    const again = await measureIn(place, task, others, file, effort);
    const results: readonly Result[] = [...again.measured.results, broken];
    return { measured: { ...again.measured, results }, versions: new Map([...versions, ...again.versions]) };
  } finally {
    await session.close();
  }
};
