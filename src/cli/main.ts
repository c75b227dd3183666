#!/usr/bin/env node
import { Command } from 'commander';
import { apply } from './apply.ts';
import { backendHelp, defaultBackend, describeBackend, openBackend } from './backends.ts';
import { addPlotCommand } from './plot/command.ts';
import { addReproduceCommand } from './reproduce/command.ts';
import { runCommand, strict } from './run.ts';
import { addTrainCommand } from './train/command.ts';
import { addEvalCommand } from './train/eval-command.ts';
import { addExportCommand } from './train/export-command.ts';
import { version } from './version.ts';

interface ApplyFlags {
  readonly model: string;
  readonly out: string;
  readonly backend: string;
  readonly stream: boolean;
  readonly grad: boolean;
}

const program = strict(new Command('thwc'))
  .description('Recurrent Space-time Graph networks from the command line.')
  .version(version)
  .showSuggestionAfterError();

program
  .command('apply')
  .description('run a network on the features in its file and write the output')
  .requiredOption(
    '--model <file>',
    'safetensors file: config (JSON in __metadata__.config), params.*, features; for --grad also cotangent',
  )
  .requiredOption('--out <file>', 'safetensors file to write `output` to')
  .option('--backend <name>', backendHelp, defaultBackend)
  .option('--stream', 'frame by frame, with memory that does not grow with time', false)
  .option('--grad', "also write grad.features and grad.<name>, for the file's cotangent", false)
  .action(async ({ model, out, backend, stream, grad }: ApplyFlags) => {
    const open = await openBackend(backend);
    await apply({ model, out, backend: open.backend, stream, grad });
    process.stdout.write(describeBackend(open));
  });

addTrainCommand(program);
addEvalCommand(program);
addExportCommand(program);
addPlotCommand(program);
addReproduceCommand(program);

await runCommand(program);
