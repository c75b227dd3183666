import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluateProgram } from '../../src/backends/reference/evaluate.ts';
import type { Program } from '../../src/tensor/program.ts';
import { equationsOf } from '../../src/transforms/cost/index.ts';
import { shareCommon, simplify } from '../../src/transforms/simplify/index.ts';
import { type ProgramOptions, programs } from '../arbitraries/program.ts';
import { expectSameBits } from './support.ts';

/** Programs of few primitives, so that those that an identity joins do meet. */
const focuses: Readonly<Record<string, ProgramOptions>> = {
  moves: { primitives: ['reshape', 'transpose', 'broadcast', 'slice', 'reverse'], maxSteps: 8 },
  'slices and padding': { primitives: ['slice', 'pad', 'concat', 'reverse'], maxSteps: 8 },
  signs: {
    primitives: ['unary', 'binary'],
    unaryOps: ['neg'],
    binaryOps: ['add', 'sub', 'mul', 'div'],
    inputs: ['f32', 'i32'],
  },
  'numbers that change nothing': {
    primitives: ['binary', 'constant'],
    binaryOps: ['add', 'sub', 'mul', 'div', 'max', 'min', 'xor', 'and', 'or'],
  },
  'functions of functions': {
    primitives: ['unary'],
    unaryOps: ['neg', 'abs', 'sign', 'relu', 'floor', 'ceil', 'round', 'not', 'exp'],
    maxSteps: 8,
  },
  masks: {
    primitives: ['unary', 'select', 'convert', 'binary'],
    unaryOps: ['not', 'neg'],
    binaryOps: ['xor', 'lt'],
  },
  'order of operands': {
    primitives: ['binary'],
    binaryOps: ['lt', 'sub', 'max', 'mul'],
    inputs: ['f32'],
    maxSteps: 6,
  },
  slices: { primitives: ['slice'], maxSteps: 4 },
  reductions: { primitives: ['reduce', 'reshape', 'broadcast', 'argReduce'], maxSteps: 8 },
  loops: {
    primitives: ['scan', 'binary', 'broadcast', 'reverse'],
    binaryOps: ['add', 'mul', 'max'],
    maxSteps: 10,
  },
};

const passes: Readonly<Record<string, (program: Program) => Program>> = {
  simplify: (program) => simplify(program, { verify: true }),
  'simplify with folding': (program) => simplify(program, { verify: true, evaluate: evaluateProgram }),
  shareCommon,
};

const cases = Object.entries(focuses).flatMap(([focus, options]) =>
  Object.entries(passes).map(([pass, run]) => [pass, focus, options, run] as const),
);

it.each(cases)('%s keeps every bit of %s', (_, __, options, run) => {
  fc.assert(
    fc.property(programs(options), ({ program, inputs }) => {
      expectSameBits(evaluateProgram(run(program), inputs), evaluateProgram(program, inputs));
    }),
  );
});

it.each(['moves', 'signs', 'functions of functions', 'masks'])('%s become fewer, not more', (focus) => {
  const options = { ...focuses[focus], dead: false };
  fc.assert(
    fc.property(programs(options), ({ program }) => {
      // A constant of one number everywhere becomes two equations: that number, and its broadcast.
      const constants = program.equations.filter((e) => e.primitive === 'constant').length;
      expect(equationsOf(simplify(program))).toBeLessThanOrEqual(equationsOf(program) + constants);
    }),
  );
});
