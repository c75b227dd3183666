import { describe, expect, it } from 'vitest';
import { leftOf, rightOf } from '../../../property-tests/io/support.ts';
import { type SyncMnistConfig, syncMnistConfig, syncMnistDefaults } from './config.ts';

describe('syncMnistConfig', () => {
  it('fills in the defaults', () => {
    expect(rightOf(syncMnistConfig({}))).toEqual(syncMnistDefaults);
    expect(rightOf(syncMnistConfig({ digits: 5 })).digits).toBe(5);
  });

  it.each([
    [{ seed: -1 }, 'seed must be an integer from 0 to 2^53 − 1, got -1'],
    [{ seed: 0.5 }, 'seed'],
    [{ digits: 0 }, 'digits must be an integer from 1 to 10, got 0'],
    [{ digits: 11 }, 'digits'],
    [{ frames: 0 }, 'frames'],
    [{ noneRate: 1.5 }, 'noneRate must be a fraction from 0 to 1, got 1.5'],
    [{ noneRate: Number.NaN }, 'got NaN'],
    [{ exact: true, frames: 1 }, 'exact must be false when there is one frame'],
  ] satisfies [Partial<SyncMnistConfig>, string][])('refuses %j', (settings, message) => {
    const error = leftOf(syncMnistConfig(settings));
    expect(error._tag).toBe('InvalidConfig');
    expect(error.message).toContain(message);
  });
});
