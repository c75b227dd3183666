#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { apply } from './apply.ts';
import { backendNamed, backendNames } from './backends.ts';
import { explain } from './failure.ts';
import { version } from './version.ts';

/** What the user got wrong, in the command or in a file. */
const badInput = 2;

interface ApplyFlags {
  readonly model: string;
  readonly out: string;
  readonly backend: string;
  readonly stream: boolean;
}

const program = new Command('thwc')
  .description('Recurrent Space-time Graph networks from the command line.')
  .version(version)
  .exitOverride()
  .configureOutput({
    outputError: (text, write) =>
      write(
        `${text
          .replace(/^error: /, 'thwc: ')
          .trim()
          .replace(/\s+/g, ' ')}\n`,
      ),
  })
  .showSuggestionAfterError();

program
  .command('apply')
  .description('run a network on the features in its file and write the output')
  .requiredOption(
    '--model <file>',
    'safetensors file: config (JSON in __metadata__.config), params.*, features',
  )
  .requiredOption('--out <file>', 'safetensors file to write `output` to')
  .option('--backend <name>', `what computes: ${backendNames.join(', ')}`, 'reference')
  .option('--stream', 'frame by frame, with memory that does not grow with time', false)
  .action(({ model, out, backend, stream }: ApplyFlags) =>
    apply({ model, out, backend: backendNamed(backend), stream }),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version are not errors; commander has printed what is wrong with anything else.
    process.exitCode = error.exitCode === 0 ? 0 : badInput;
  } else {
    const line = explain(error);
    if (line === undefined) throw error;
    process.stderr.write(`thwc: ${line}\n`);
    process.exitCode = badInput;
  }
}
