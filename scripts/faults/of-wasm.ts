import type { Fault } from './fault.ts';

/** Laws of the WebAssembly backend. */
const laws = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `property-tests/wasm/${name}.test.ts`);
const beside = (name: string): readonly string[] => [`src/backends/wasm/${name}.test.ts`];

export const wasm: readonly Fault[] = [
  {
    name: 'a buffer that the host fills is free before the loop that reads it ends',
    file: 'src/backends/wasm/plan/arena.ts',
    from: "(loop) => role !== 'between' || all.some(",
    to: '(loop) => all.some(',
    tests: laws('programs'),
  },
  {
    name: 'two buffers that live at one time share a place',
    file: 'src/backends/wasm/plan/arena.ts',
    from: '(a.life.start <= b.life.end && b.life.start <= a.life.end)',
    to: '(a.life.start < b.life.end && b.life.start < a.life.end)',
    tests: laws('programs'),
  },
  {
    name: 'the last carries of a loop are looked for in the other half',
    file: 'src/backends/wasm/lower/scan.ts',
    from: 'offset: (length % 2) *',
    to: 'offset: ((length + 1) % 2) *',
    tests: laws('programs'),
  },
  {
    name: 'a backward loop goes forward',
    file: 'src/backends/wasm/lower/loops.ts',
    from: 'offset: view.offset + (reverse ? (length - 1) * stride : 0),',
    to: 'offset: view.offset,',
    tests: laws('programs'),
  },
  {
    name: 'the tail of a product sees elements that are not computed yet',
    file: 'src/backends/wasm/lower/tails.ts',
    from: 'if (!seen.every((view) => isSameOrder(view, out.shape))) return undefined;',
    to: '',
    tests: laws('products'),
  },
  {
    name: 'elementwise work joins where a permuted operand is computed',
    file: 'src/backends/wasm/lower/groups.ts',
    from: 'open !== undefined && shape !== undefined && isSameOrder(view, shape) ? open : undefined',
    to: 'open !== undefined && shape !== undefined ? open : undefined',
    tests: laws('programs'),
  },
  {
    name: 'the last vector of a row is left out',
    file: 'src/backends/wasm/map/block.ts',
    from: 'const last = i32.sub(column1, i32.const(4));',
    to: 'const last = i32.sub(column1, i32.const(8));',
    tests: laws('programs'),
  },
  {
    name: 'threads do not wait for what another writes',
    file: 'src/backends/wasm/drive/hazards.ts',
    from: 'const mustMeet = accesses.some((a) => pending.some((b) => clash(a, b)));',
    to: 'const mustMeet = false;',
    tests: beside('drive/meetings'),
  },
  {
    name: 'a loop of one thread lets the others forget what it did before',
    file: 'src/backends/wasm/drive/meetings.ts',
    from: 'if (mixed || before) waiting.clear();',
    to: 'waiting.clear();',
    tests: beside('drive/meetings'),
  },
  {
    name: 'an input is filled where a state still is',
    file: 'src/backends/wasm/plan/arena.ts',
    from: 'isResident: residents.has(i)',
    to: 'isResident: residents.size < 0',
    tests: laws('donate'),
  },
  {
    name: 'kernels with other constants pass for one',
    file: 'src/backends/wasm/map/key.ts',
    from: 'JSON.stringify(parts, exactly)',
    to: 'JSON.stringify(parts)',
    tests: laws('constants'),
  },
  {
    name: 'a state that is not handed on is lost',
    file: 'src/backends/wasm/run/residents.ts',
    from: 'rescue: fetch,',
    to: 'rescue: () => undefined,',
    tests: laws('donate'),
  },
  {
    name: 'a padded window is not dilated',
    file: 'src/backends/wasm/contraction/conv.ts',
    from: 'a: at(x, i + 1) * dilation,',
    to: 'a: at(x, i + 1),',
    tests: beside('contraction/conv'),
  },
  {
    name: 'a coefficient of exp has too few digits',
    file: 'src/backends/wasm/math/exponential.ts',
    from: 'const tail = [0.49999997, 0.16666543,',
    to: 'const tail = [0.49999997, 0.16666,',
    tests: beside('math/accuracy'),
  },
];
