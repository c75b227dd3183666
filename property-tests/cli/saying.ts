import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { reference } from '../../src/backends/reference/index.ts';
import { apply } from '../../src/cli/apply.ts';
import { explain } from '../../src/cli/failure.ts';
import { assembled, filesIn, goldenPath, inFolder, partsOf } from './files.ts';

export const backend = reference;

/** What `apply` says about a file: one line for people, or nothing when it ran. Leaves the output or nothing. */
export const said = (
  bytes: Uint8Array,
  out = 'out.safetensors',
  stream = false,
): Promise<string | undefined> =>
  inFolder(async (folder) => {
    const model = join(folder, 'model.safetensors');
    await writeFile(model, bytes);
    try {
      await apply({ model, out: join(folder, out), backend, stream, grad: false });
    } catch (error) {
      expect(await filesIn(folder)).toEqual(['model.safetensors']);
      const line = explain(error);
      if (line === undefined) throw error;
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(line.length).toBeLessThan(1200);
      return line.replaceAll(folder, '');
    }
    expect(await filesIn(folder)).toEqual(['model.safetensors', out]);
    return undefined;
  });

export const refusal = async (bytes: Uint8Array, out?: string, stream?: boolean): Promise<string> =>
  (await said(bytes, out, stream)) ?? 'nothing: it was applied';

export const small = partsOf(goldenPath('one-temp-sum'));
export const whole = assembled(small);
