import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apply } from '../../src/cli/apply.ts';
import { explain } from '../../src/cli/failure.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import { goldens } from '../rstg/golden.ts';
import { expectClose } from '../rstg/support.ts';
import { assembled, filesIn, goldenPath, inFolder, partsOf } from './files.ts';
import { backend, refusal, small, whole } from './saying.ts';

describe.each(goldens)('golden $name', ({ name, output }) => {
  it.each([false, true])('is reproduced, stream: %s', async (stream) => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out.safetensors');
      await apply({ model: goldenPath(name), out, backend, stream, grad: false });
      expect(await filesIn(folder)).toEqual(['out.safetensors']);
      const written = partsOf(out);
      expect(JSON.parse(written.config)).toEqual(JSON.parse(partsOf(goldenPath(name)).config));
      expect(Object.keys(written.entries)).toEqual(['output']);
      const data = new Float32Array(Uint8Array.from(written.data).buffer);
      expectClose(valueFrom(written.entries.output?.shape ?? [], data), output, 1e-5);
    });
  });
});

describe.each(goldens)('the gradients of golden $name', ({ name, output, gradients }) => {
  it('are written beside the output', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out.safetensors');
      await apply({ model: goldenPath(name), out, backend, stream: false, grad: true });
      const { entries, data } = partsOf(out);
      const read = (entry: string) => {
        const { shape, data_offsets } = entries[entry] ?? { shape: [], data_offsets: [0, 0] };
        return valueFrom(shape, new Float32Array(Uint8Array.from(data.subarray(...data_offsets)).buffer));
      };
      expect(Object.keys(entries).toSorted()).toEqual(
        ['output', ...[...gradients.keys()].map((key) => `grad.${key}`)].toSorted(),
      );
      expectClose(read('output'), output, 1e-5);
      for (const [key, expected] of gradients) expectClose(read(`grad.${key}`), expected, 1e-5);
    });
  });
});

it('gradients are refused for a stream, and without a sound cotangent', async () => {
  await inFolder(async (folder) => {
    const [model, out] = [join(folder, 'model.safetensors'), join(folder, 'out.safetensors')];
    const { cotangent, ...entries } = small.entries;
    if (cotangent === undefined) throw new Error('the golden file has no cotangent');
    const refused = async (bytes: Uint8Array, stream: boolean): Promise<string> => {
      await writeFile(model, bytes);
      const error: unknown = await apply({ model, out, backend, stream, grad: true }).catch(
        (e: unknown) => e,
      );
      expect(await filesIn(folder)).toEqual(['model.safetensors']);
      return explain(error) ?? '';
    };
    expect(await refused(whole, true)).toMatch(/--grad needs the whole clip/);
    expect(await refused(assembled({ ...small, entries: { ...entries, other: cotangent } }), false)).toMatch(
      /missing tensor: cotangent/,
    );
    const wrong = { ...entries, cotangent: { ...cotangent, shape: [1, ...cotangent.shape] } };
    expect(await refused(assembled({ ...small, entries: wrong }), false)).toMatch(/cotangent has shape/);
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
      await expect(apply({ model, out, backend, stream: false, grad: false })).rejects.toThrow('writing');
      expect(await filesIn(folder)).toEqual(['out']);
    });
  });

  it('is not touched when the model is bad', async () => {
    await inFolder(async (folder) => {
      const [model, out] = [join(folder, 'model'), join(folder, 'out')];
      await writeFile(model, whole.subarray(0, 100));
      await writeFile(out, 'kept');
      await expect(apply({ model, out, backend, stream: false, grad: false })).rejects.toThrow();
      expect(await filesIn(folder)).toEqual(['model', 'out']);
    });
  });

  it('of a model that is not there, or is a folder, is not made', async () => {
    await inFolder(async (folder) => {
      for (const model of [join(folder, 'none'), folder]) {
        const error: unknown = await apply({
          model,
          out: join(folder, 'out'),
          backend,
          stream: false,
          grad: false,
        }).catch((e: unknown) => e);
        expect(explain(error)).toContain(model);
      }
      expect(await filesIn(folder)).toEqual([]);
    });
  });
});
