import {
  type CompileOptions,
  compile,
  programOf,
  randomKey,
  type Tensor,
  value,
  valueFrom,
  vmap,
} from '../../../src/index.ts';
import { crossEntropy, sgd, startTraining, trainStep } from '../../../src/train/index.ts';
import { classifierOf, type TrainingSizes } from '../../tasks/classifier.ts';
import type { Prepared } from '../answer.ts';
import { counted, type Reader, valuesLike } from './values.ts';

/** A step of training of the classifier of videos: the state goes in and comes out each time, as in `thwc train`. */
export const trainingTask = async (
  reader: Reader,
  ours: CompileOptions,
  sizes: TrainingSizes,
  rate: number,
  momentum: number,
): Promise<Prepared> => {
  const model = classifierOf(sizes);
  type Params = ReturnType<typeof model.init>;
  type Videos = Tensor<[number, number, number, number, 1]>;
  const optimiser = sgd<Params>({ momentum });
  const loss = (params: Params, clips: Videos, labels: Tensor<[number], 'i32'>) =>
    [crossEntropy(vmap(model.apply, { in: [null, 0] })(params, clips), labels), []] as const;
  const f = trainStep(loss, optimiser);
  const run = compile(f, ours);
  const start = compile((params: Params) => startTraining(params, optimiser), ours);
  const init = valuesLike(model.init(randomKey(0)), reader, 'params.');
  const { shape, data: levels } = reader.tensor('videos');
  const [n = 0, t = 0, h = 0, w = 0] = shape;
  const clips = valueFrom([n, t, h, w, 1], levels);
  const { data } = reader.tensor('labels');
  const labels = valueFrom([data.length], Int32Array.from(data));
  let state = await start(init);
  const step = async (): Promise<number> => {
    const [next, report] = await run(state, value(rate), clips, labels);
    state = next;
    return report.loss.data[0] ?? Number.NaN;
  };
  return {
    outputs: async () => [Float32Array.of(await step()), Float32Array.of(await step())],
    run: async () => void (await step()),
    notes: counted(programOf(f, state, value(rate), clips, labels)),
  };
};
