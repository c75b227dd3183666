import type { Fault } from './fault.ts';

/** Laws of the backend of gpu.js. */
const laws = (name: string): readonly string[] => [`property-tests/gpujs/${name}.test.ts`];
const beside = (name: string): readonly string[] => [`src/backends/gpujs/${name}.test.ts`];

export const gpujs: readonly Fault[] = [
  {
    name: 'the carry of a sum of 32-bit integers is lost',
    file: 'src/backends/gpujs/source/words.ts',
    from: `return [low, low16(scope, scope.name(\`\${scope.name(\`\${a1} + \${b1}\`)} + \${carry}\`))];`,
    to: `return [low, low16(scope, scope.name(\`\${a1} + \${b1} + 0.0 * \${carry}\`))];`,
    tests: laws('integers'),
  },
  {
    name: 'negative integers are larger than positive ones',
    file: 'src/backends/gpujs/source/words.ts',
    from: 'const [highA, highB] = [signedHigh(scope, a), signedHigh(scope, b)];',
    to: 'const [highA, highB] = [a[1], b[1]];',
    tests: laws('integers'),
  },
  {
    name: 'a round of Threefry rotates by the number of another',
    file: 'src/backends/gpujs/source/threefry.ts',
    from: '[17, 29, 16, 24],',
    to: '[17, 29, 24, 16],',
    tests: laws('integers'),
  },
  {
    name: 'the first guess of a quotient is taken for it',
    file: 'src/backends/gpujs/source/scope.ts',
    from: `return scope.name(\`\${scope.name(\`\${guess} + \${isLow}\`)} - \${isHigh}\`);`,
    to: 'return isLow === isHigh ? isLow : guess;',
    tests: beside('source/quotient'),
  },
  {
    name: 'the logarithm is what a shader says, of 0 and below too',
    file: 'src/backends/gpujs/source/floats.ts',
    from: `return choose(scope, truth(scope, \`\${x} > 0.0\`), scope.name(\`Math.log(\${x})\`), edge);`,
    to: `return edge === '' ? edge : scope.name(\`Math.log(\${x} + 1e-30)\`);`,
    tests: laws('elementwise'),
  },
  {
    name: 'products are summed by fours where four do not divide them',
    file: 'src/backends/gpujs/rules/contraction.ts',
    from: 'const count = size % unrolled === 0 ? unrolled : 1;',
    to: 'const count = size >= unrolled ? unrolled : 1;',
    tests: laws('products'),
  },
  {
    name: 'the last run of a long sum goes on beyond its end',
    file: 'src/backends/gpujs/rules/reduction.ts',
    from: `const counts = truth(inside, \`\${at} < \${literal(total)}\`);`,
    to: `const counts = truth(inside, \`\${at} <= \${literal(total)}\`);`,
    tests: laws('sizes'),
  },
  {
    name: 'of equal elements the last is sorted first',
    file: 'src/backends/gpujs/rules/indexing.ts',
    from: `const earlier = truth(scope, \`\${i} < \${j}\`);`,
    to: `const earlier = truth(scope, \`\${j} < \${i}\`);`,
    tests: laws('sizes'),
  },
  {
    name: 'a backward loop reads its rows forwards',
    file: 'src/backends/gpujs/plan/interpret.ts',
    from: 'return plan.run(x, shape, t * sizeOf(shape));',
    to: 'return plan.run(x, shape, step * sizeOf(shape));',
    tests: laws('scans'),
  },
  {
    name: 'a place is free before what it holds was read for the last time',
    file: 'src/backends/gpujs/run/slots.ts',
    from: 'lastRead[array] = Math.max(lastRead[array] ?? i, i);',
    to: 'lastRead[array] = lastRead[array] ?? i;',
    tests: beside('run/slots'),
  },
  {
    name: 'the upper half of a negative integer has its sign',
    file: 'src/backends/gpujs/run/numbers.ts',
    from: 'numbers[data.length + i] = word >>> 16;',
    to: 'numbers[data.length + i] = word >> 16;',
    tests: laws('integers'),
  },
];
