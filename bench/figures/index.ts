import { ask } from '../harness/ask.ts';
import type { Participant } from '../harness/participants.ts';
import { paper } from '../tasks/networks.ts';
import type { Answer, Question } from './figure.ts';

/** A question, and whom to ask. */
export interface FigureTask {
  readonly name: string;
  readonly participant: Participant;
  readonly question: Question;
}

export interface Figure {
  readonly name: string;
  readonly participant: string;
  readonly question: Question;
  readonly answer?: Answer;
  readonly error?: string;
}

/** All figures, for the participants of thwc among those given. */
export const figureTasks = (quick: boolean, all: readonly Participant[]): readonly FigureTask[] => {
  const ours = all.filter(({ peer }) => peer === 'thwc');
  // Curves are measured where the command line and a newer engine's defaults would run them: on all threads.
  const some = ours.filter(({ name }) => name === 'thwc Node 20 cli 2t' || name === 'thwc Node 24 2t');
  const sizes = quick ? { ...paper, channels: 24, dim: 16 } : paper;
  const by = (
    name: string,
    list: readonly Participant[],
    question: (p: Participant) => Question,
  ): readonly FigureTask[] =>
    list.map((participant) => ({ name, participant, question: question(participant) }));
  const frames = quick ? [2, 4] : [5, 10, 20, 40];
  const graphs = [[1, 2], [1, 2, 3], ...(quick ? [] : [[1, 2, 3, 4]])].flatMap((scales) =>
    (['intersect', 'full'] as const).map((edges) => ({ ...sizes, scales, edges })),
  );
  const repeats = quick ? 3 : 9;
  return [
    ...by('peak', ours, ({ threads }) => ({ figure: 'peak', threads, quick })),
    ...by('overhead', ours, () => ({ figure: 'overhead', runs: quick ? 200 : 5000 })),
    ...by('stream', some, () => ({
      figure: 'stream',
      sizes,
      moments: quick ? [10, 40] : [10, 100, 1000, 10_000],
    })),
    ...by('frames', some, () => ({
      figure: 'clips',
      sizes: frames.map((t) => ({ ...sizes, frames: t })),
      repeats,
    })),
    ...by('edges', some, () => ({ figure: 'clips', sizes: graphs, repeats })),
    ...frames.flatMap((t) =>
      by('compile', some, () => ({ figure: 'compile', sizes: { ...sizes, frames: t } })),
    ),
  ];
};

/** Asks; what fails is reported. */
export const askFigure = async (
  { name, participant, question }: FigureTask,
  node: string,
  script: string,
): Promise<Figure> => {
  const asked = { name, participant: participant.name, question };
  try {
    return { ...asked, answer: await ask(participant, node, script, question) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ...asked, error: message.trim().split('\n').pop() ?? '' };
  }
};
