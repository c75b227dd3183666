import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import { configMistakes, parameterShapes, type RstgConfig, rstg } from '../../src/rstg/index.ts';
import { randomKey, zeros } from '../../src/tensor/ops/index.ts';
import { flattenValues } from '../../src/tensor/tree.ts';
import { configs, randomParams, samples } from '../arbitraries/rstg.ts';
import { runClip } from './support.ts';

/** Name and shape of every parameter as RSTG.md lists them. */
const listed = (config: RstgConfig): ReadonlyMap<string, readonly number[]> => {
  const { channels: C, dim: D, schedule, gather, positional, update, readout, scales } = config;
  const P = positional === null ? 0 : positional.size ** 2;
  const mlp = (name: string, from: number) =>
    [
      [`${name}.0.weight`, [from, D]],
      [`${name}.0.bias`, [D]],
      [`${name}.1.weight`, [D, D]],
      [`${name}.1.bias`, [D]],
    ] as const;
  const lstm = (name: string) =>
    [
      [`${name}.input`, [D, 4 * D]],
      [`${name}.hidden`, [D, 4 * D]],
      [`${name}.bias`, [4 * D]],
    ] as const;
  const talks = schedule !== 'time-only';
  return new Map<string, readonly number[]>([
    ...(C === D
      ? []
      : ([
          ['project.weight', [C, D]],
          ['project.bias', [D]],
        ] as const)),
    ...(talks ? mlp('send', 2 * D + P) : []),
    ...(talks && gather !== 'sum'
      ? ([
          ['attend.source', [D, D]],
          ['attend.target', [D, D]],
        ] as const)
      : []),
    ...(talks && update === 'shared' ? mlp('update', 2 * D) : []),
    ...(talks && update === 'scalewise' ? scales.flatMap((s) => mlp(`update.scale${s}`, 2 * D)) : []),
    ...(schedule === 'all-temp' ? lstm('time.inner') : []),
    ...(['all-temp', 'one-temp', 'time-only'].includes(schedule) ? lstm('time.outer') : []),
    ...(readout === 'map' && C !== D
      ? ([
          ['unproject.weight', [D, C]],
          ['unproject.bias', [C]],
        ] as const)
      : []),
  ]);
};

const shapesIn = (tree: unknown): ReadonlyMap<string, readonly number[]> => {
  const { leaves, paths } = flattenValues(tree);
  return new Map(paths.map((path, i) => [path, leaves[i]?.shape ?? []]));
};

describe('parameters', () => {
  it('have the names and shapes of the definition', () => {
    fc.assert(
      fc.property(configs(), (config) => {
        expect(parameterShapes(config)).toEqual(listed(config));
        expect(shapesIn(randomParams(config, 0))).toEqual(listed(config));
      }),
    );
  });

  it('start with those names and shapes, within Glorot bounds, biases 0, the same for the same key', async () => {
    await fc.assert(
      fc.asyncProperty(configs(), fc.nat(), async (config, seed) => {
        const [params, again] = [
          await evaluate(rstg(config).init(randomKey(seed))),
          await evaluate(rstg(config).init(randomKey(seed))),
        ];
        expect(shapesIn(params)).toEqual(listed(config));
        expect(again).toEqual(params);
        const { leaves, paths } = flattenValues(params);
        leaves.forEach(({ shape: [rows = 0, columns], data }, i) => {
          const bound = columns === undefined ? 0 : Math.sqrt(6 / (rows + columns));
          expect([paths[i], data.every((x) => Math.abs(x) <= bound * (1 + 1e-6))]).toEqual([paths[i], true]);
        });
      }),
    );
  });

  it('all count: a network without one of them is refused, not run', async () => {
    await fc.assert(
      fc.asyncProperty(samples(), async ({ config, params, features }) => {
        const branches = Object.keys(params).filter((name) => name !== 'project' && name !== 'unproject');
        for (const name of branches) {
          const { [name as keyof typeof params]: _, ...rest } = params;
          await expect(compile(rstg(config).apply)(rest, features)).rejects.toThrow(name);
        }
      }),
    );
  });
});

describe('configurations', () => {
  it('that are sound have no mistakes', () => {
    fc.assert(
      fc.property(configs(), (config) => {
        expect(configMistakes(config)).toEqual([]);
      }),
    );
  });

  const unsound: readonly (readonly [string, Partial<RstgConfig>])[] = [
    ['frames', { frames: 0 }],
    ['height', { height: 1.5 }],
    ['width', { width: -1 }],
    ['channels', { channels: Number.NaN }],
    ['dim', { dim: Number.POSITIVE_INFINITY }],
    ['iterations', { iterations: 0 }],
    ['iterations', { iterations: 1e9 }],
    ['scales', { scales: [] }],
    ['scales', { scales: [2, 2] }],
    ['scales', { scales: [0] }],
    ['nodes', { scales: [100_000] }],
    ['nodes', { scales: [60], edges: 'full' }],
    ['positional.size', { positional: { size: 0, sigma: 1 } }],
    ['positional.size', { positional: { size: 1e9, sigma: 1 } }],
    ['positional.sigma', { positional: { size: 2, sigma: 0 } }],
    ['positional.sigma', { positional: { size: 2, sigma: Number.NaN } }],
    ['scales', { height: 8192, width: 8192, scales: [1, 2] }],
  ];

  it.each(unsound)('that are not are refused: %s of %j', (name, change) => {
    fc.assert(
      fc.property(configs({ edges: 'intersect' }), (config) => {
        const bad = { ...config, ...change };
        const mistakes = configMistakes(bad);
        expect(mistakes.join('\n')).toContain(name);
        expect(() => rstg(bad)).toThrow(mistakes.join('; '));
      }),
    );
  });

  it('name every mistake at once', () => {
    fc.assert(
      fc.property(configs(), (config) => {
        const mistakes = configMistakes({ ...config, frames: 0, dim: -1, scales: [1, 1] });
        expect(mistakes.length).toBe(3);
      }),
    );
  });

  it('do not run features of another shape', async () => {
    await fc.assert(
      fc.asyncProperty(samples(), async (sample) => {
        const config = { ...sample.config, height: sample.config.height + 1 };
        await expect(runClip({ ...sample, config })).rejects.toThrow('features do not fit the configuration');
      }),
    );
  });

  it('give 0 for features of 0 as long as biases are 0 and there are no positions', async () => {
    await fc.assert(
      fc.asyncProperty(configs({ positional: null }), fc.nat(), async (config, seed) => {
        const params = await evaluate(rstg(config).init(randomKey(seed)));
        const { frames, height, width, channels } = config;
        const features = await evaluate(zeros([frames, height, width, channels]));
        // Biases start at 0, so nothing comes of nothing.
        const output = await runClip({ config, params, features });
        expect(output.data.every((x) => x === 0)).toBe(true);
      }),
    );
  });
});
