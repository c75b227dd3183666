import type { Fault } from './fault.ts';

/** Laws of differentiation. */
const laws = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `property-tests/grad/${name}.test.ts`);

const rules: readonly Fault[] = [
  {
    name: 'the derivative of tanh is 1 − y',
    file: 'src/transforms/grad/derivatives.ts',
    from: 'tanh: (d, _, y) => mul(d, sub(1, mul(y, y))),',
    to: 'tanh: (d, _, y) => mul(d, sub(1, y)),',
    tests: laws('elementwise'),
  },
  {
    name: 'relu has the derivative 1 at 0',
    file: 'src/transforms/grad/derivatives.ts',
    from: "relu: (d, _, y) => pick(binary('gt', y, 0), d, 0),",
    to: "relu: (d, x) => pick(binary('ge', x, 0), d, 0),",
    tests: laws('kinks'),
  },
  {
    name: 'of equal candidates the second has the derivative',
    file: 'src/transforms/grad/derivatives.ts',
    from: "max: chosen('ge'),",
    to: "max: (a, b, y) => { const { a: toB, b: toA } = chosen('ge')(b, a, y); return { a: toA, b: toB }; },",
    tests: laws('kinks'),
  },
  {
    name: 'quotients grow with their divisor',
    file: 'src/transforms/grad/derivatives.ts',
    from: 'b: (d) => neg(div(mul(d, y), b)) }),',
    to: 'b: (d) => div(mul(d, y), b) }),',
    tests: laws('elementwise'),
  },
  {
    name: 'powers are constant in their base where the exponent is 0, whatever comes of it',
    file: 'src/transforms/grad/derivatives.ts',
    from: "binary('and', binary('eq', a, 0), binary('eq', b, 0))",
    to: "binary('eq', b, 0)",
    tests: laws('elementwise'),
  },
  {
    name: '0 · log 0 is NaN',
    file: 'src/transforms/grad/derivatives.ts',
    from: "unary('log', pick(binary('eq', a, 0), 1, a))",
    to: "unary('log', a)",
    tests: laws('extremes'),
  },
  {
    name: 'the whole part of a quotient is rounded down',
    file: 'src/transforms/grad/derivatives.ts',
    from: "return pick(binary('lt', quotient, 0), unary('ceil', quotient), unary('floor', quotient));",
    to: "return unary('floor', quotient);",
    tests: laws('elementwise'),
  },
  {
    name: 'where gives the side that was not chosen its cotangent',
    file: 'src/transforms/grad/vjp-rules.ts',
    from: "select('gradient', one(inputs), 0, ct)",
    to: "select('gradient', one(inputs), ct, 0)",
    tests: laws('transpose'),
  },
  {
    name: 'the least of a window is looked for as the largest',
    file: 'src/transforms/grad/vjp-rules.ts',
    from: "const by = op === 'max' ? x : unary('neg', x);",
    to: 'const by = x;',
    tests: laws('applications'),
  },
  {
    name: 'the least of a row is looked for as the largest, in both modes',
    file: 'src/transforms/grad/extremes.ts',
    from: "op: op === 'max' ? 'argmax' : 'argmin'",
    to: "op: 'argmax'",
    tests: laws('kinks'),
  },
  {
    name: 'what was dropped outside gets NaN back',
    file: 'src/transforms/grad/indexing.ts',
    from: 'if (areKnownInside(indices, size))',
    to: 'if (areKnownInside(indices, size) || size > 0)',
    tests: laws('kinks'),
  },
  {
    name: 'parts of a concatenation all begin where the first does',
    file: 'src/transforms/grad/shaping.ts',
    from: 'sliceAxis(ct, axis, from, start)',
    to: 'sliceAxis(ct, axis, 0, start - from)',
    tests: laws('primitives'),
  },
];

const products: readonly Fault[] = [
  {
    name: 'contracted axes come back in the order of the other operand',
    file: 'src/transforms/grad/contraction.ts',
    from: 'ascending(bContract).map((axis) => aContract[bContract.indexOf(axis)] ?? -1)',
    to: '[...aContract]',
    tests: laws('applications'),
  },
  {
    name: 'the turned kernel exchanges groups and filters',
    file: 'src/transforms/grad/contraction.ts',
    from: 'transposeBy(split, [...space, rank + 2, rank + 1, rank])',
    to: 'transposeBy(split, [...space, rank + 1, rank + 2, rank])',
    tests: laws('applications'),
  },
  {
    name: 'the padding of a gradient forgets the padding of the convolution',
    file: 'src/transforms/grad/contraction.ts',
    from: 'const low = s.window - 1 - s.low;',
    to: 'const low = s.window - 1;',
    tests: laws('applications'),
  },
  {
    name: 'the gradient by the kernel forgets strides',
    file: 'src/transforms/grad/contraction.ts',
    from: 'kernelDilation: axes.map((s) => s.stride),',
    to: 'kernelDilation: axes.map(() => 1),',
    tests: laws('applications'),
  },
  {
    name: 'multiplications with padding are counted',
    file: 'src/transforms/cost/conv.ts',
    from: 'const first = Math.max(0, Math.ceil(-start / step));',
    to: 'const first = 0;',
    tests: laws('conv-cost'),
  },
];

const loops: readonly Fault[] = [
  {
    name: 'the way back goes the way there',
    file: 'src/transforms/grad/scan-vjp.ts',
    from: 'reverse: !reverse,',
    to: 'reverse,',
    tests: laws('scan'),
  },
  {
    name: 'what every step uses has the gradient of the first step',
    file: 'src/transforms/grad/scan-vjp.ts',
    from: 'plus(carried[movingCarries.length + j], at(i)) ?? at(i)',
    to: '(j < 0 ? plus(carried[j], at(i)) : at(i)) ?? at(i)',
    tests: laws('scan'),
  },
  {
    name: 'a carry that starts as a constant stays one',
    file: 'src/transforms/reach.ts',
    from: 'is || (i >= consts && i < consts + carries && after[i - consts] === true)',
    to: 'is || (i >= consts && i < consts + carries && after[i - consts] === true && consts < 0)',
    tests: laws('scan'),
  },
  {
    name: 'segments of a scan that goes backwards are run forwards',
    file: 'src/tensor/scan-segments.ts',
    from: 'if (reverse) {',
    to: 'if (reverse && whole === 0) {',
    tests: laws('save'),
  },
  {
    name: 'save: carries keeps everything',
    file: 'src/tensor/scan.ts',
    from: "loop(save === 'carries' ? checkpoint(f) : f,",
    to: 'loop(f,',
    tests: laws('save'),
  },
  {
    name: 'what is run again sends its messages again',
    file: 'src/transforms/grad/calling.ts',
    from: 'linearise(silent(body), own, wants)',
    to: 'linearise(body, own, wants)',
    tests: ['src/tensor/checkpoint.test.ts'],
  },
  {
    name: 'a rule that is run again sends its messages again',
    file: 'src/transforms/grad/calling.ts',
    from: 'forward: silent(forward)',
    to: 'forward',
    tests: ['src/tensor/custom-gradient.test.ts'],
  },
  {
    name: 'the simplifier opens checkpoints',
    file: 'src/transforms/simplify/open.ts',
    from: "if (equation.primitive !== 'custom') return into.emit(equation);",
    to: "if (equation.primitive !== 'custom' && equation.primitive !== 'checkpoint') return into.emit(equation);",
    tests: laws('checkpoint'),
  },
  {
    name: 'what a rule captures loses its derivative without a word',
    file: 'src/transforms/grad/calling.ts',
    from: 'lost.length === 0,',
    to: 'lost.length >= 0,',
    tests: ['src/tensor/custom-gradient.test.ts'],
  },
  {
    name: 'cotangents are matched by their order, not by their names',
    file: 'src/tensor/alike.ts',
    from: 'return leavesLike(structure, given).map(',
    to: 'return flattenTensors(given).leaves.map(',
    tests: ['src/tensor/custom-gradient.test.ts', 'src/transforms/grad/grad.test.ts'],
  },
  {
    name: 'columns of a forward Jacobian are its rows',
    file: 'src/transforms/grad/jacobian.ts',
    from: 'reshapeTo(moveAxis(part, 0, part.shape.length - 1), [...result.shape, ...leaf.shape])',
    to: 'reshapeTo(part, [...result.shape, ...leaf.shape])',
    tests: laws('jacobian'),
  },
  {
    name: 'a length of 0 has the gradient NaN',
    file: 'src/tensor/ops/statistics.ts',
    from: "build.unary('sqrt', build.select(op, isZero, 1, squares))",
    to: "build.unary('sqrt', squares)",
    tests: laws('kinks'),
  },
];

export const gradients: readonly Fault[] = [...rules, ...products, ...loops];
