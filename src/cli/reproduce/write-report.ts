import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { renderIoError } from '../../io/index.ts';
import { writeFileAtomic } from '../../io/node.ts';
import { Failure } from '../failure.ts';
import type { Work } from './experiment.ts';
import { figureOf } from './figures.ts';
import { outcomeOf } from './outcome.ts';
import { configOf, folderOf, planOf } from './plan.ts';
import { type Circumstances, figureFiles, reportOf } from './report.ts';
import { entriesIn } from './task.ts';

const circumstances = (command: string): Circumstances => ({
  command,
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`,
  node: process.versions.node,
});

const write = async (path: string, text: string): Promise<void> => {
  const written = await writeFileAtomic(path, [new TextEncoder().encode(text)])();
  if (E.isLeft(written)) throw new Failure(renderIoError(written.left));
};

/** Writes what is known of an experiment by now, with its pictures, into its folder; gives the report's path. */
export const writeReport = async ({ experiment, other, out }: Work, command: string): Promise<string> => {
  const outcomes = await Promise.all(
    planOf(experiment, other).map(async (planned) => {
      const config = configOf(planned, undefined);
      if (E.isLeft(config)) throw new Failure(config.left);
      const { videos, data } = config.right;
      const entries = await entriesIn(folderOf(out, planned));
      return outcomeOf(planned.name, { planned: videos, digits: data.digits }, entries, experiment.test);
    }),
  );
  const isFive = ({ digits }: { readonly digits: number }): boolean => digits === 5;
  const figures = [
    ...(await figureOf(
      figureFiles.rows,
      'Learning curves of the six networks',
      outcomes.filter((o) => !isFive(o)),
    )),
    ...(await figureOf(
      figureFiles.transfer,
      'Learning curves of the runs on 5 digits',
      outcomes.filter(isFive),
    )),
  ];
  for (const { file, svg } of figures) await write(join(out, file), svg);
  const path = join(out, 'report.md');
  await write(path, reportOf({ experiment, outcomes, figures, circumstances: circumstances(command) }));
  return path;
};
