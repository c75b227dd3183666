import type { Command } from 'commander';
import * as E from 'fp-ts/lib/Either.js';
import { renderIoError, safetensorsChunks } from '../../io/index.ts';
import { writeFileAtomic } from '../../io/node.ts';
import { Failure } from '../failure.ts';
import { asFileTensor } from './checkpoint.ts';
import { paramsOf, readTrained } from './trained.ts';

interface Options {
  readonly checkpoint: string;
  readonly out: string;
}

/** Parameters and configuration alone. Where the run itself began from is a path on this machine: it is left out. */
const main = async ({ checkpoint, out }: Options): Promise<void> => {
  if (!out.endsWith('.safetensors'))
    throw new Failure(`--out ${out}: expected the name of a .safetensors file`);
  const trained = await readTrained(checkpoint);
  paramsOf(trained);
  const { file, config, named } = trained;
  const chunks = safetensorsChunks({
    tensors: new Map([...named].map(([name, value]) => [name, asFileTensor(value)])),
    metadata: new Map([
      ['kind', 'thwc-parameters'],
      ['config', JSON.stringify({ ...config, start: null })],
    ]),
  });
  if (E.isLeft(chunks)) throw new Failure(`${out}: ${renderIoError(chunks.left)}`);
  const written = await writeFileAtomic(out, chunks.right)();
  if (E.isLeft(written)) throw new Failure(renderIoError(written.left));
  const bytes = chunks.right.reduce((sum, { length }) => sum + length, 0);
  process.stdout.write(`${out}: ${named.size} parameters of ${file}, ${(bytes / 1e6).toFixed(2)} MB\n`);
};

/** `thwc export`: what was learned as one file, without what only the training needs. */
export const addExportCommand = (program: Command): void => {
  program
    .command('export')
    .description('write the parameters of a trained classifier, and its configuration, as one file to share')
    .requiredOption('--checkpoint <file>', "a run's folder, or a checkpoint in it (.json or .safetensors)")
    .requiredOption('--out <file>', 'the .safetensors file to write; `thwc eval --checkpoint` reads it')
    .action(main);
};
