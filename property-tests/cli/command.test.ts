import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assembled, filesIn, goldenPath, inFolder, partsOf } from './files.ts';
import { expectRefusal, thwc } from './process.ts';

describe('thwc apply', () => {
  it.each([[], ['--stream']])('writes the output and says what computed it: %j', async (...flags) => {
    await inFolder(async (folder) => {
      const out = join(folder, 'out.safetensors');
      const outcome = await thwc('apply', '--model', goldenPath('homogeneous'), '--out', out, ...flags);
      expect(outcome).toMatchObject({ code: 0, stderr: '' });
      expect(outcome.stdout).toMatch(/^backend wasm: \d+ threads?.*\n$/);
      expect(Object.keys(partsOf(out).entries)).toEqual(['output']);
    });
  });

  it('refuses a file cut short', async () => {
    await inFolder(async (folder) => {
      const model = join(folder, 'model');
      await writeFile(model, assembled(partsOf(goldenPath('homogeneous'))).subarray(0, 2000));
      expectRefusal(await thwc('apply', '--model', model, '--out', join(folder, 'out')), /model/);
      expect(await filesIn(folder)).toEqual(['model']);
    });
  });

  it('refuses a network without end', async () => {
    await inFolder(async (folder) => {
      const [model, parts] = [join(folder, 'model'), partsOf(goldenPath('homogeneous'))];
      const config = JSON.stringify({ ...JSON.parse(parts.config), scales: [100_000] });
      await writeFile(model, assembled({ ...parts, config }));
      expectRefusal(
        await thwc('apply', '--model', model, '--out', join(folder, 'out')),
        /bad configuration: .*nodes/,
      );
      expect(await filesIn(folder)).toEqual(['model']);
    });
  });

  it('refuses to write into a folder that is not there', async () => {
    await inFolder(async (folder) => {
      const out = join(folder, 'none', 'out');
      expectRefusal(await thwc('apply', '--model', goldenPath('homogeneous'), '--out', out), /no such file/);
      expect(await filesIn(folder)).toEqual([]);
    });
  });

  it('refuses to replace the model by its output', async () => {
    await inFolder(async (folder) => {
      const model = join(folder, 'model');
      const bytes = assembled(partsOf(goldenPath('homogeneous')));
      await writeFile(model, bytes);
      expectRefusal(await thwc('apply', '--model', model, '--out', model), /the model's own file/);
      expect(new Uint8Array(await readFile(model))).toEqual(new Uint8Array(bytes));
    });
  });

  it('refuses an unknown backend, and names those there are', async () => {
    expectRefusal(
      await thwc('apply', '--model', 'm', '--out', 'o', '--backend', 'abacus'),
      /abacus.*reference/,
    );
  });

  it.each([
    [['apply', '--model', 'm']],
    [['aply']],
    [['apply', '--model', 'm', '--out', 'o', 'more']],
    [['apply', '--bogus']],
  ])('refuses to be called as %j', async (args) => {
    expectRefusal(await thwc(...args), /^thwc: /);
  });
});
