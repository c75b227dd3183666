/** Two loops that ask the machine for all it has: arithmetic in registers, and a walk through memory. */
import {
  after,
  f32,
  f32x4,
  forRange,
  functionOf,
  i32,
  moduleBytes,
  procedure,
  seq,
  type V128,
  v128,
} from '../../src/backends/wasm/assembler/index.ts';

/** Independent sums: enough to hide an operation's latency, few enough for 16 registers. */
const sums = 12;

/** Operations of one pass: a multiplication and an addition for every lane of every sum. */
export const operationsOfPass = sums * 4 * 2;

/** Bytes that `walk` reads: more than caches hold. */
export const walked = 128 * 2 ** 20;

const pages = walked / 65_536 + 1;

/** `arithmetic(passes)` and `walk()`. @param relaxed whether multiplication and addition are one instruction */
export const peakModule = (relaxed: boolean): Uint8Array<ArrayBuffer> => {
  const arithmetic = procedure(['i32'], ([passes], local) => {
    const [pass, factor] = [local('i32'), local('v128')];
    const parts = Array.from({ length: sums }, () => local('v128'));
    const fused = (a: V128, b: V128, c: V128): V128 =>
      relaxed ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
    const step = parts.map((sum) => sum.set(fused(sum.get, factor.get, factor.get)));
    return seq(
      factor.set(f32x4.splat(f32.load(i32.const(0)))),
      ...parts.map((sum, n) => sum.set(f32x4.splat(f32.load(i32.const(4 * n))))),
      forRange(pass, i32.const(0), passes.get, 1, seq(...step)),
      ...parts.map((sum, n) => v128.store(i32.const(16 * n), sum.get)),
    );
  });
  const walk = functionOf([], 'f32', (_, local) => {
    const [at, parts] = [local('i32'), Array.from({ length: 8 }, () => local('v128'))];
    const step = parts.map((sum, n) => sum.set(f32x4.add(sum.get, v128.load(at.get, 16 * n))));
    const total = parts.map(({ get }) => get).reduce((a, b) => f32x4.add(a, b));
    return after(
      forRange(at, i32.const(0), i32.const(walked), 128, seq(...step)),
      f32x4.extract_lane(total, 0),
    );
  });
  return moduleBytes({
    memory: { minimum: pages, maximum: pages, shared: false },
    imports: [],
    globals: [],
    functions: [arithmetic, walk],
    exports: [
      { name: 'arithmetic', index: 0 },
      { name: 'walk', index: 1 },
    ],
  });
};
