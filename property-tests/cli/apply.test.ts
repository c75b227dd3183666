import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apply } from '../../src/cli/apply.ts';
import { explain } from '../../src/cli/failure.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { goldens } from '../rstg/golden.ts';
import { expectClose } from '../rstg/support.ts';
import { filesIn, goldenPath, inFolder, partsOf } from './files.ts';

import { backend, refusal, whole } from './saying.ts';

describe.each(goldens)('golden $name', ({ name, output }) => {
  it.each([false, true])('is reproduced, stream: %s', async (stream) => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out.safetensors');
      await apply({ model: goldenPath(name), out, backend, stream });
      expect(await filesIn(folder)).toEqual(['out.safetensors']);
      const written = partsOf(out);
      expect(JSON.parse(written.config)).toEqual(JSON.parse(partsOf(goldenPath(name)).config));
      expect(Object.keys(written.entries)).toEqual(['output']);
      const data = new Float32Array(Uint8Array.from(written.data).buffer);
      expectClose(valueFrom(written.entries.output?.shape ?? [], data), output, 1e-5);
    });
  });
});

describe('the output', () => {
  it.each(['missing/out', 'model.safetensors/out', `${'x'.repeat(300)}`])(
    'that can not be written to %j leaves nothing',
    async (out) => {
      for (const stream of [false, true]) await refusal(whole, out, stream);
    },
  );

  it('that would replace a folder leaves the folder, and nothing beside it', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out');
      await mkdir(join(out, 'full'), { recursive: true });
      const model = goldenPath('one-temp-sum');
      await expect(apply({ model, out, backend, stream: false })).rejects.toThrow('writing');
      expect(await filesIn(folder)).toEqual(['out']);
    });
  });

  it('is not touched when the model is bad', async () => {
    await inFolder(async (folder) => {
      const [model, out] = [join(folder, 'model'), join(folder, 'out')];
      await writeFile(model, whole.subarray(0, 100));
      await writeFile(out, 'kept');
      await expect(apply({ model, out, backend, stream: false })).rejects.toThrow();
      expect(await filesIn(folder)).toEqual(['model', 'out']);
    });
  });

  it('of a model that is not there, or is a folder, is not made', async () => {
    await inFolder(async (folder) => {
      for (const model of [join(folder, 'none'), folder]) {
        const error: unknown = await apply({ model, out: join(folder, 'out'), backend, stream: false }).catch(
          (e: unknown) => e,
        );
        expect(explain(error)).toContain(model);
      }
      expect(await filesIn(folder)).toEqual([]);
    });
  });
});
