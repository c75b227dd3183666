import { describe, expect, it } from 'vitest';
import { assembled, fileOf } from './files.ts';

import { refusal, small } from './saying.ts';

describe('a configuration', () => {
  const config: Readonly<Record<string, unknown>> = JSON.parse(small.config);
  const withConfig = (changes: Readonly<Record<string, unknown>>): Uint8Array =>
    assembled({ ...small, config: JSON.stringify({ ...config, ...changes }) });

  it('must be there', async () => {
    const without = fileOf(JSON.stringify({ __metadata__: {}, ...small.entries }), small.data);
    expect(await refusal(without)).toContain('no configuration');
    expect(await refusal(fileOf(JSON.stringify(small.entries), small.data))).toContain('no configuration');
  });

  it.each(['', 'x', '{', 'null', '[]', '1', '"all-temp"', '{}'])(
    'must be a JSON object: %j',
    async (text) => {
      expect(await refusal(assembled({ ...small, config: text }))).toContain('bad configuration');
    },
  );

  it('says each thing once', async () => {
    const twice = `{"dim":7,${small.config.slice(1)}`;
    expect(await refusal(assembled({ ...small, config: twice }))).toContain('the key "dim" stands twice');
  });

  it('must have every key', async () => {
    for (const key of Object.keys(config))
      expect(await refusal(withConfig({ [key]: undefined }))).toContain(key);
  });

  const bad: readonly (readonly [string, unknown, string])[] = [
    ['bogus', 1, 'bogus'],
    ['schedule', 'all_temp', 'schedule'],
    ['gather', 'max', 'gather'],
    ['edges', null, 'edges'],
    ['update', 'Shared', 'update'],
    ['readout', ['vec'], 'readout'],
    ['time', '', 'time'],
    ['scales', [], 'scales'],
    ['scales', [1, 1], 'distinct'],
    ['scales', [0], 'scales'],
    ['scales', [1.5], 'scales'],
    ['scales', ['1'], 'scales'],
    ['scales', [100_000], 'nodes'],
    ['scales', Array.from({ length: 30 }, (_, i) => i + 1), 'nodes'],
    ['scales', Array.from({ length: 30 }, () => 1.5), 'and 26 more'],
    ['dim', -1, 'dim'],
    ['dim', '4', 'dim'],
    ['frames', 0, 'frames'],
    ['frames', 2 ** 53, 'frames'],
    ['height', 1e300, 'height'],
    ['width', null, 'width'],
    ['channels', 0.5, 'channels'],
    ['iterations', 0, 'iterations'],
    ['iterations', 1_000_000_000, 'iterations'],
    ['positional', {}, 'positional'],
    ['positional', { size: 1e9, sigma: 1 }, 'positional.size'],
    ['positional', { size: 2, sigma: 0 }, 'positional.sigma'],
    ['positional', { size: 2, sigma: -1, more: 1 }, 'positional'],
    ['positional', 6, 'positional'],
  ];

  it.each(bad)('is refused with %s: %j', async (key, x, named) => {
    const said = await refusal(withConfig({ [key]: x }));
    expect(said).toContain('bad configuration');
    expect(said).toContain(named);
  });

  it('that is sound but not of these tensors is refused, not run', async () => {
    expect(await refusal(withConfig({ schedule: 'all-temp' }))).toContain(
      'missing parameter: params.time.inner',
    );
    expect(await refusal(withConfig({ dim: 977 }))).toMatch(/has shape|missing/);
    expect(await refusal(withConfig({ frames: 977 }))).toContain('features has shape');
  });
});
