/**
 * One network, many cameras: `vmap` makes the step of one stream the step of a batch of streams, each with a memory of
 * its own. One frame of every camera in, one answer for every camera out.
 *
 *     npm run build && npx tsx examples/many-streams.ts
 */
import { compile, evaluate, randomKey, type Tensor, uniform, vmap, zeros } from 'thwc';
import { rstg, type StreamState } from 'thwc/rstg';

const net = rstg({
  frames: 3,
  height: 4,
  width: 4,
  channels: 2,
  scales: [1, 2],
  dim: 6,
  iterations: 2,
  schedule: 'all-temp',
  edges: 'intersect',
  gather: 'softmax',
  positional: null,
  update: 'shared',
  readout: 'vec',
  time: 'last',
});
type Params = ReturnType<typeof net.init>;

const step = (params: Params, state: StreamState<'all-temp'>, frame: Tensor<[4, 4, 2]>) =>
  net.stream.step(params, state, frame);
const steps = compile(vmap(step, { in: [null, 0, 0] }));

const params = await evaluate(net.init(randomKey(0)));
const starts = vmap((_camera: Tensor<[]>) => net.stream.start());
let state = await compile(starts)(await evaluate(zeros([5])));

const answers: (readonly number[])[] = [];
for (let t = 0; t < 3; t++) {
  const frames = await evaluate(uniform(randomKey(t), [5, 4, 4, 2]));
  const [next, answer] = await steps(params, state, frames);
  state = next;
  answers.push(answer.shape);
}
console.log(answers); // [[5, 6], [5, 6], [5, 6]]
