import {
  type CompileOptions,
  compile,
  tensor as literal,
  programOf,
  randomKey,
  type Tensor,
  vmap,
} from '../../../src/index.ts';
import { gridGraph, positionMaps, rstg, space } from '../../../src/rstg/index.ts';
import { mlp } from '../../../src/rstg/mlp.ts';
import type { Sizes } from '../../graph/graph.ts';
import { configOf } from '../../tasks/config.ts';
import type { Prepared } from '../answer.ts';
import { constantsLike, counted, numbers, type Reader, videos, volume } from './values.ts';

const parameters = (reader: Reader, sizes: Sizes) => {
  const net = rstg(configOf(sizes));
  return { net, params: constantsLike(net.init(randomKey(0)), reader, 'params.') };
};

/** One space iteration of all frames. */
export const spaceTask = (reader: Reader, ours: CompileOptions, sizes: Sizes): Prepared => {
  const { send, update, attend } = parameters(reader, sizes).params;
  const { scales, edges } = sizes;
  const stage = (v: Tensor<[number, number]>) =>
    space(
      {
        graph: gridGraph(scales, edges),
        positions: literal(positionMaps(scales, { size: 6, sigma: 1 })),
        send,
        gather: 'dot',
        attend,
        update: (state) => mlp(update, state),
      },
      v,
      v,
    );
  const f = (nodes: Tensor<[number, number, number]>) => vmap(stage)(nodes);
  const [nodes, run] = [volume(reader.tensor('nodes')), compile(f, ours)];
  return {
    outputs: async () => [numbers(await run(nodes))],
    run: async () => void (await run(nodes)),
    notes: counted(programOf(f, nodes)),
  };
};

/** The network on clips, its parameters constant. */
export const clipTask = (reader: Reader, ours: CompileOptions, sizes: Sizes): Prepared => {
  const { net, params } = parameters(reader, sizes);
  const f = (clips: Tensor<[number, number, number, number, number]>) =>
    vmap((clip: Tensor<[number, number, number, number]>) => net.apply(params, clip))(clips);
  const [clips, run] = [videos(reader.tensor('clips')), compile(f, ours)];
  return {
    outputs: async () => [numbers(await run(clips))],
    run: async () => void (await run(clips)),
    notes: counted(programOf(f, clips)),
  };
};

/** The network frame by frame, each state fed into the next step. */
export const streamTask = (reader: Reader, ours: CompileOptions, sizes: Sizes): Prepared => {
  const { net, params } = parameters(reader, sizes);
  type State = ReturnType<typeof net.stream.start>;
  const f = (state: State, frame: Tensor<[number, number, number]>) => net.stream.step(params, state, frame);
  const [frame, run, start] = [
    volume(reader.tensor('frame')),
    compile(f, ours),
    compile(net.stream.start, ours),
  ];
  let state: Awaited<ReturnType<typeof start>> | undefined;
  const step = async (): Promise<Float32Array> => {
    const [next, answer] = await run(state ?? (await start()), frame);
    state = next;
    return numbers(answer);
  };
  return {
    outputs: async () => [await step(), await step()],
    run: async () => void (await step()),
    notes: counted(programOf(f, net.stream.start(), frame)),
  };
};
