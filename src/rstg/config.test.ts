import { describe, expect, it } from 'vitest';
import { configMistakes, type RstgConfig } from './config.ts';

const sound: RstgConfig = {
  frames: 10,
  height: 6,
  width: 6,
  channels: 512,
  scales: [1, 2, 3],
  dim: 512,
  iterations: 3,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'dot',
  positional: { size: 6, sigma: 1 },
  update: 'shared',
  readout: 'vec',
  time: 'last',
};

describe('configMistakes', () => {
  it("finds none in the paper's configuration, nor in one four times its size", () => {
    expect(configMistakes(sound)).toEqual([]);
    expect(configMistakes({ ...sound, frames: 64, height: 56, width: 56, scales: [1, 2, 3, 4] })).toEqual([]);
  });

  it('refuses small files that ask for unbounded work', () => {
    const messages = {
      ...sound,
      dim: 1,
      scales: [32],
      edges: 'full',
      positional: { size: 64, sigma: 1 },
    } as const;
    expect(configMistakes(messages)).toEqual([
      expect.stringMatching(/^frames × edges × \(2·dim \+ positions\) is \d+, at most/),
    ]);
    const pixels = { ...sound, dim: 1, scales: [64], height: 64, width: 64 } as const;
    expect(configMistakes(pixels)).toEqual([
      expect.stringMatching(/^scales make 4096 nodes of 64×64 pixels/),
    ]);
  });

  it('counts the messages that are, not those that could be', () => {
    expect(configMistakes({ ...sound, frames: 200, dim: 4096, scales: [1, 2] })).toEqual([]);
  });

  it('names every mistake', () => {
    expect(
      configMistakes({ ...sound, frames: 0, scales: [2, 2], positional: { size: 0, sigma: -1 } }),
    ).toHaveLength(4);
  });
});
