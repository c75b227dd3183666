/**
 * A barrier for the threads of a program: none goes on before all have arrived. It spins for a while, since
 * the others are mostly near, and then sleeps. (Main threads of browsers may not sleep; there it spins on.)
 */
import {
  atomics,
  doWhile,
  drop,
  type FunctionCode,
  globalGet,
  i32,
  loopWhile,
  procedure,
  type Stmt,
  seq,
  when,
} from '../assembler/index.ts';

/** Words at the start of memory. */
export const words = { arrived: 0, generation: 4, sleepers: 8 } as const;
export const controlBytes = 128;

/** Numbers of the imported globals. */
export const globals = ['tid', 'threads', 'maySleep'] as const;
export const tid = globalGet(0);
export const threads = globalGet(1);
const maySleep = globalGet(2);

/** About 100 µs on a machine of today: to be woken takes as long. */
const spins = 20_000;

const zero = i32.const(0);

export const barrierFunction = (): FunctionCode =>
  procedure([], (_, local) => {
    const [generation, left] = [local('i32'), local('i32')];
    const unchanged = i32.eq(atomics.load(zero, words.generation), generation.get);
    const release = seq(
      atomics.store(zero, zero, words.arrived),
      atomics.store(zero, i32.add(generation.get, i32.const(1)), words.generation),
      when(atomics.load(zero, words.sleepers), drop(atomics.notify(zero, i32.const(-1), words.generation))),
    );
    const sleep = seq(
      drop(atomics.rmwAdd(zero, i32.const(1), words.sleepers)),
      loopWhile(unchanged, drop(atomics.wait(zero, generation.get, -1, words.generation))),
      drop(atomics.rmwAdd(zero, i32.const(-1), words.sleepers)),
    );
    const arrive: Stmt = seq(
      left.set(i32.const(spins)),
      doWhile(
        seq(left.set(i32.sub(left.get, i32.const(1))), when(i32.and(i32.eqz(left.get), maySleep), sleep)),
        unchanged,
      ),
    );
    return when(
      i32.gt_u(threads, i32.const(1)),
      seq(
        generation.set(atomics.load(zero, words.generation)),
        when(
          i32.eq(atomics.rmwAdd(zero, i32.const(1), words.arrived), i32.sub(threads, i32.const(1))),
          release,
          arrive,
        ),
      ),
    );
  });
