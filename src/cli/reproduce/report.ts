/** The report of an experiment: Markdown, made of the logs of its runs. */
import { rowNames, showJson } from '../train/config/index.ts';
import type { Figure } from './figures.ts';
import type { Outcome } from './outcome.ts';
import { paperTable } from './paper.ts';
import type { Experiment } from './settings.ts';
import { ablationTable, transferTable } from './tables.ts';

/** What a report says besides numbers. */
export interface Circumstances {
  readonly command: string;
  /** ISO 8601. */
  readonly date: string;
  /** The one that wrote the report. */
  readonly machine: string;
  readonly node: string;
}

export interface ReportSources {
  readonly experiment: Experiment;
  readonly outcomes: readonly Outcome[];
  readonly figures: readonly Figure[];
  readonly circumstances: Circumstances;
}

const distinct = (words: readonly string[]): string => [...new Set(words)].join('; ') || 'none yet';

const json = (value: unknown): string => ['```json', showJson(value), '```'].join('\n');

const howItWasMade = (
  outcomes: readonly Outcome[],
  { command, date, machine, node }: Circumstances,
): string => {
  const begun = outcomes.flatMap((outcome) => outcome.begun);
  const known = outcomes.flatMap(({ cpuSeconds }) => cpuSeconds ?? []);
  const hours = known.reduce((sum, seconds) => sum + seconds, 0) / 3600;
  const times = begun.map(({ time }) => time).toSorted();
  return [
    `- command: \`${command}\``,
    `- thwc ${distinct(begun.map(({ version }) => version))}; Node ${node}`,
    `- computed by ${distinct(begun.flatMap(({ backend }) => (backend === undefined ? [] : `${backend.name} (${backend.on})`)))}`,
    `- machine that wrote this: ${machine}`,
    `- trained from ${times[0] ?? 'never'} to ${times.length === 0 ? 'never' : `the session begun ${times.at(-1)}`}; written ${date}`,
    `- ${hours.toFixed(hours < 0.1 ? 4 : 2)} CPU-hours in all: process time of training and of the evaluations on its way, in all sessions, as logged; steps that a kill lost and the tests at the end are not in it`,
  ].join('\n');
};

const picture = ({ file, title }: Figure): string => `![${title}](${file})`;

const pictureOf = (figures: readonly Figure[], file: string): readonly string[] =>
  figures.filter((figure) => figure.file === file).map(picture);

/** The names of the files of the two pictures. */
export const figureFiles = { rows: 'curves.svg', transfer: 'transfer.svg' } as const;

/** The whole report. */
export const reportOf = ({ experiment, outcomes, figures, circumstances }: ReportSources): string => {
  const { about, isMeant, common, ablation, transfer, test } = experiment;
  const rows = outcomes.filter(({ name }) => rowNames.some((row) => row === name));
  const five = outcomes.filter(({ name }) => !rowNames.some((row) => row === name));
  return `${[
    '# SyncMNIST, Table 1 of the paper',
    ...(isMeant
      ? []
      : ['**The numbers here mean nothing.** This was a quick run that shows that the machinery works.']),
    `Budget: ${about}. Only the logs of the runs are the source of these numbers.`,
    '## Six networks, 3 digits',
    'The same width, videos, steps and seed for all; the rows differ in schedule and positions alone.',
    ablationTable(rows, test.videos),
    ...pictureOf(figures, figureFiles.rows),
    '## From 3 digits to 5',
    `${paperTable[transfer.row].title}, after the same number of videos of 5 digits: started with the parameters that it has above, or from nothing. What both are measured by is the accuracy that the first comes to when it goes on.`,
    transferTable(five, test.videos),
    ...pictureOf(figures, figureFiles.transfer),
    '## Tests',
    `Accuracy is top-1 on ${test.videos.toLocaleString('en')} videos made of MNIST's test digits with the seed ${test.seed}, after the last step of a run. Training saw none of these digits. The evaluations on its way (the curves) are of other videos, those of the run's own seed; nothing is chosen by the final ones. Intervals: Wilson, 95 %.`,
    '## How it was made',
    howItWasMade(outcomes, circumstances),
    'Settings of all runs, and over them those of the six rows and of the runs on 5 digits; `config.json` in the folder of a run has every key:',
    json({ common, ablation, transfer }),
  ].join('\n\n')}\n`;
};
