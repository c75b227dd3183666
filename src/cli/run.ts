import { type Command, CommanderError } from 'commander';
import { explain } from './failure.ts';

/** What the user got wrong, in the command or in a file. */
const badInput = 2;

/** Commander's own messages as one line in our name. */
const asOneLine = (text: string): string =>
  `${text
    .replace(/^error: /, 'thwc: ')
    .trim()
    .replace(/\s+/g, ' ')}\n`;

/**
 * Makes a command, and all that are added to it afterwards, say what is wrong in one line and leave the exit code to
 * {@link runCommand}. Subcommands take it over when they are added, so it comes first.
 */
export const strict = (command: Command): Command =>
  command.exitOverride().configureOutput({ outputError: (text, write) => write(asOneLine(text)) });

/** Runs a {@link strict} command on the process's arguments: exit code 0, or 2 and one line for what the user can mend. */
export const runCommand = async (command: Command): Promise<void> => {
  try {
    await command.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version are not errors; commander has printed what is wrong with anything else.
      process.exitCode = error.exitCode === 0 ? 0 : badInput;
      return;
    }
    const line = explain(error);
    if (line === undefined) throw error;
    process.stderr.write(`thwc: ${line}\n`);
    process.exitCode = badInput;
  }
};
