import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, evaluate } from '../../src/compile/compile.ts';
import {
  type BackboneConfig,
  digitMap,
  digitMapTarget,
  mapEntries,
  videoClassifier,
} from '../../src/models/index.ts';
import { parameterTable } from '../../src/nn/index.ts';
import { mul, sub } from '../../src/tensor/ops/arithmetic.ts';
import { zeros } from '../../src/tensor/ops/constants.ts';
import { randomKey } from '../../src/tensor/ops/random.ts';
import { sum } from '../../src/tensor/ops/reduction.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import { value, valueFrom } from '../../src/tensor/values.ts';
import { adam, startTraining, trainStep } from '../../src/train/index.ts';
import { vmap } from '../../src/transforms/vmap/vmap.ts';

const config = {
  frames: 2,
  height: 24,
  width: 24,
  channels: 2,
  backbone: { filters: [8, 16], padding: 'valid' },
  rstg: {
    scales: [1],
    dim: mapEntries,
    iterations: 1,
    schedule: 'all-temp',
    edges: 'full',
    gather: 'dot',
    positional: null,
    update: 'shared',
    time: 'mean',
  },
  classes: 46,
} as const;
const model = digitMap(config);
type Params = ReturnType<typeof model.init>;
const side = config.height;
const cells = 4 * 4 * mapEntries;

/** Bright squares of 6×6 that moved by −3, 0 or 3 along each axis, those before, and what is to be said of them. */
const squares = (n: number, seed: number) => {
  const [frames, maps] = [new Float32Array(n * side * side * 2), new Float32Array(n * cells)];
  for (let i = 0; i < n; i++) {
    const at = (seed * 7919 + i * 104_729) % 100_003;
    const move = [3 * ((at % 3) - 1), 3 * ((Math.floor(at / 3) % 3) - 1)] as const;
    const [y, x] = [4 + (at % 11), 4 + (at % 13)];
    for (let row = 0; row < 6; row++)
      for (let column = 0; column < 6; column++) {
        frames[((i * side + y + row) * side + x + column) * 2] = 255;
        frames[((i * side + y - move[0] + row) * side + x - move[1] + column) * 2 + 1] = 255;
      }
    const seen = { digit: 0, middle: [y + 2.5, x + 2.5], move } as const;
    maps.set(digitMapTarget(config, config.backbone, [seen]), i * cells);
  }
  return { frames: valueFrom([n, side, side, 2], frames), maps: valueFrom([n, 4, 4, mapEntries], maps) };
};

describe('digitMap', () => {
  it("has a video classifier's backbone, and its projection where the features are not as wide as the nodes", () => {
    const table = (params: unknown) => parameterTable(params).map(({ name, shape }) => [name, shape]);
    const own = videoClassifier(config).init(randomKey(0));
    const { backbone, project } = model.init(randomKey(0));
    expect(table(backbone)).toEqual(table(own.backbone));
    expect(table(project)).toEqual(table(own.rstg.project));
  });

  it('learns where things are and how they move, from two frames', async () => {
    const loss = (params: Params, frames: Tensor<[number, 24, 24, 2]>, maps: Tensor<[number, 4, 4, 30]>) => {
      const off = sub(vmap(model.apply, { in: [null, 0] })(params, frames), maps);
      return [sum(mul(off, off)), []] as const;
    };
    const rule = adam<Params>();
    const step = compile(trainStep(loss, rule));
    let state = await evaluate(startTraining(model.init(randomKey(1)), rule));
    let [nothing, left] = [0, 0];
    for (let i = 0; i < 500; i++) {
      const { frames, maps } = squares(32, i);
      const [next, report] = await step(state, value(0.005), frames, maps);
      state = next;
      if (i < 480) continue;
      left += report.loss.data[0] ?? Number.NaN;
      nothing += maps.data.reduce((total, x) => total + x * x, 0);
    }
    expect(left / nothing).toBeLessThan(0.3);
  });

  it('refuses frames of another size, and configurations that are none', () => {
    expect(() => digitMap({ ...config, channels: 0 })).toThrow('channels must be a whole number ≥ 1, got 0');
    expect(() => digitMap({ ...config, rstg: { ...config.rstg, dim: 29 } })).toThrow(
      'rstg.dim must be a whole number ≥ 30, got 29',
    );
    expect(() =>
      Reflect.apply(model.apply, undefined, [model.init(randomKey(0)), zeros([24, 24, 1])]),
    ).toThrow('the grey levels do not fit');
  });
});

const backbones = fc.record({
  filters: fc.array(fc.constant(3), { minLength: 1, maxLength: 3 }),
  padding: fc.constantFrom('valid', 'same'),
}) satisfies fc.Arbitrary<BackboneConfig>;
const size = { height: 64, width: 48 };
const digits = fc.array(
  fc.record({
    digit: fc.nat(9),
    middle: fc.tuple(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 0, max: 47 })),
    move: fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })),
  }),
  { maxLength: 4 },
);

describe('digitMapTarget', () => {
  it('counts each digit 4 times in all, with its own move in threes of pixels', () => {
    fc.assert(
      fc.property(backbones, digits, (backbone, seen) => {
        const map = digitMapTarget(size, backbone, seen);
        const total = (entry: number) =>
          map.reduce((amount, x, i) => amount + (i % mapEntries === entry ? x : 0), 0);
        for (let d = 0; d < 10; d++) {
          const own = seen.filter(({ digit }) => digit === d);
          expect(total(d)).toBeCloseTo(4 * own.length, 3);
          for (const axis of [0, 1] as const)
            expect(total(10 + 2 * d + axis)).toBeCloseTo(
              own.reduce((amount, { move }) => amount + (4 * move[axis]) / 3, 0),
              3,
            );
        }
      }),
    );
  });

  it('puts a digit where the backbone sees it: its mean cell is at its middle', () => {
    fc.assert(
      fc.property(
        backbones,
        fc.double({ min: 14, max: 34, noNaN: true }),
        fc.double({ min: 14, max: 34, noNaN: true }),
        (backbone, y, x) => {
          const map = digitMapTarget({ height: 64, width: 64 }, backbone, [
            { digit: 0, middle: [y, x], move: [0, 0] },
          ]);
          const cells = Math.sqrt(map.length / mapEntries);
          // A cell sees what its convolutions and pools see: a bright pixel moves the mean of the cells that it lights up along.
          const apart = 2 ** backbone.filters.length;
          const border = backbone.padding === 'same' ? 0 : apart - 1;
          const at = (cell: number) => cell * apart + border + (apart - 1) / 2;
          let [row, column] = [0, 0];
          for (let i = 0; i < cells * cells; i++) {
            row += ((map[i * mapEntries] ?? 0) / 4) * at(Math.floor(i / cells));
            column += ((map[i * mapEntries] ?? 0) / 4) * at(i % cells);
          }
          expect(row).toBeCloseTo(y, 3);
          expect(column).toBeCloseTo(x, 3);
        },
      ),
    );
  });
});
