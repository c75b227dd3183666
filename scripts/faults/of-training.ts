import type { Fault } from './fault.ts';

/** Tests of `thwc train` and `thwc eval`. */
const runs = (name: string): readonly string[] => [`property-tests/cli/${name}.test.ts`];

export const training: readonly Fault[] = [
  {
    name: 'a run goes on with the learning rate that it began with',
    file: 'src/cli/train/session.ts',
    from: 'phase.rate.restore(position.rate)',
    to: 'E.right(undefined)',
    tests: runs('train-resume'),
  },
  {
    name: 'a run goes on with an optimiser that has forgotten',
    file: 'src/cli/train/learner.ts',
    from: 'restore: set,',
    to: "restore: (named) => set(new Map([...namedLeaves(state), ...[...named].filter(([name]) => name.startsWith('params.'))])),",
    tests: runs('train-resume'),
  },
  {
    name: 'the sums since the last line of the log are not saved',
    file: 'src/cli/train/session.ts',
    from: 'position: { ...position, rate: phase.rate.saved() },',
    to: 'position: { ...position, rate: phase.rate.saved(), window: emptyWindow },',
    tests: runs('train-resume'),
  },
  {
    name: 'a checkpoint counts before the log says so',
    file: 'src/cli/train/session.ts',
    from: 'keep(snapshotOf(standing), (file) => journal.checkpoint(standing.position, file));',
    to: 'keep(snapshotOf(standing)).then(async (file) => { await journal.checkpoint(standing.position, file); return file; });',
    tests: runs('train-resume'),
  },
  {
    name: 'the only good checkpoint is written again',
    file: 'src/cli/train/keeper.ts',
    from: 'if (last?.step !== step)',
    to: 'if (last?.step !== step || step > 0)',
    tests: runs('train-resume'),
  },
  {
    name: 'the log is not taken back to the checkpoint',
    file: 'src/cli/train/run-task.ts',
    from: 'rewindRunLog(folder, from?.position.step ?? -1)',
    to: 'rewindRunLog(folder, Number.MAX_SAFE_INTEGER)',
    tests: runs('train-errors'),
  },
  {
    name: 'the JSON of a checkpoint is written before its tensors',
    file: 'src/cli/train/checkpoint.ts',
    from: `await done(writeFileAtomic(path, chunks.right));
      try {
        await announced(path);
        const [tensors, sha256] = [\`\${name}.safetensors\`, hashOf(chunks.right)];
        const text = sealed({ format, tensors, sha256, position, mnist, config });
        await done(writeFileAtomic(join(folder, \`\${name}.json\`), [new TextEncoder().encode(text)]));`,
    to: `try {
        await announced(path);
        const [tensors, sha256] = [\`\${name}.safetensors\`, hashOf(chunks.right)];
        const text = sealed({ format, tensors, sha256, position, mnist, config });
        await done(writeFileAtomic(join(folder, \`\${name}.json\`), [new TextEncoder().encode(text)]));
        await done(writeFileAtomic(path, chunks.right));`,
    tests: runs('train-errors'),
  },
  {
    name: 'the tensors of a checkpoint are not held to their hash',
    file: 'src/cli/train/checkpoint.ts',
    from: 'if (hashOf([bytes.right]) !== sha256)',
    to: 'if (bytes.right.length === 0 && sha256)',
    tests: runs('train-errors'),
  },
  {
    name: 'a broken checkpoint pushes out a good one',
    file: 'src/cli/train/checkpoints.ts',
    from: '.filter((at) => at <= step)',
    to: '.filter((at) => at >= 0)',
    tests: runs('train-errors'),
  },
  {
    name: 'a frozen backbone learns',
    file: 'src/cli/train/phases.ts',
    from: 'config.backbone.frozen ? frozenLearner : wholeLearner',
    to: 'config.backbone.frozen ? wholeLearner : frozenLearner',
    tests: runs('train-motion'),
  },
  {
    name: 'a partition moves all by its first part',
    file: 'src/train/optimisers/partition.ts',
    from: "(mask(paths[i] ?? '', leaf.shape) ? own : rest)[i]",
    to: '(leaf.shape.length >= 0 ? own : rest)[i]',
    tests: ['property-tests/train/muon.test.ts'],
  },
  {
    name: 'updates of tall matrices come back on their side',
    file: 'src/train/optimisers/orthogonalize.ts',
    from: 'return rows > columns ? transpose(x) : x;',
    to: 'return x;',
    tests: ['property-tests/train/muon.test.ts'],
  },
  {
    name: 'a video is answered from the features of another',
    file: 'src/cli/train/features/source.ts',
    from: 'get(order(n + i))',
    to: 'get(order(n + ((i + 1) % count)))',
    tests: runs('train-echo'),
  },
  {
    name: 'features are let go though their video comes again',
    file: 'src/cli/train/order.ts',
    from: 'Math.floor(n / (echo.window * echo.passes)) * echo.window',
    to: 'Math.ceil(n / (echo.window * echo.passes)) * echo.window',
    tests: runs('train-echo'),
  },
  {
    name: 'videos come again in the order in which they came',
    file: 'src/cli/train/order.ts',
    from: 'permutation(foldIn(key, turn), window)',
    to: 'permutation(key, window)',
    tests: runs('train-echo'),
  },
  {
    name: 'a frozen backbone is computed with as it was drawn',
    file: 'src/cli/train/video-learner.ts',
    from: 'features ??= featuresBeside(config, mnist, computing, backbone.params.backbone);',
    to: 'features ??= featuresBeside(config, mnist, computing, (await evaluate(like, { backend })).params.backbone);',
    tests: runs('train-echo'),
  },
  {
    name: 'a pre-training again begins with a drawn backbone',
    file: 'src/cli/train/phases.ts',
    from: 'learner.take(sharedIn(start, learner.named()))',
    to: 'learner.take(sharedIn(new Map(), learner.named()))',
    tests: runs('train-again'),
  },
  {
    name: 'a pre-training again leaves the backbone that it began with',
    file: 'src/cli/train/phases.ts',
    from: "demandRight(learner.take(taught), 'the pre-trained backbone');",
    to: "if (!isTrained) demandRight(learner.take(taught), 'the pre-trained backbone');",
    tests: runs('train-again'),
  },
  {
    name: 'nodes begin with what no pre-training taught',
    file: 'src/cli/train/phases.ts',
    from: 'isMoving ? mixedNodes(named, config.seed) : named',
    to: 'isMoving ? named : named',
    tests: runs('train-again'),
  },
  {
    name: 'moves count as much as digits, whatever their weight',
    file: 'src/cli/train/model.ts',
    from: 'config.pretrain?.moves ?? 1',
    to: '1',
    tests: runs('train-again'),
  },
  {
    name: 'digits are said to move back',
    file: 'src/cli/train/digit-maps.ts',
    from: 'move: [(y - fromY) * scale, (x - fromX) * scale]',
    to: 'move: [(fromY - y) * scale, (fromX - x) * scale]',
    tests: runs('train-motion'),
  },
  {
    name: 'digits share the entries that tell how they move',
    file: 'src/models/digit-map-target.ts',
    from: 'add(at + 11 + 2 * digit,',
    to: 'add(at + 11,',
    tests: ['property-tests/models/digit-map.test.ts'],
  },
  {
    name: 'a pre-training teaches no projection',
    file: 'src/cli/train/phases.ts',
    from: 'return project === undefined ? [] : [[project, x] as const];',
    to: 'return project === undefined || x.shape.length > 0 ? [] : [[project, x] as const];',
    tests: runs('train-motion'),
  },
  {
    name: 'the rate of a pre-training never falls',
    file: 'src/cli/train/rate.ts',
    from: "schedule === 'constant' ? constant(rate) : cosine({ rate, steps: stepsOf(pretrain) })",
    to: "schedule === 'cosine' ? constant(rate) : constant(rate)",
    tests: ['src/cli/train/rate.test.ts'],
  },
  {
    name: 'a log leaves out a key that objects treat otherwise',
    file: 'src/cli/log/entry.ts',
    from: 'config: anyObject,',
    to: 'config: z.record(z.string(), z.unknown()),',
    tests: runs('run-log'),
  },
  {
    name: 'an exported file holds the state of the optimiser, too',
    file: 'src/cli/train/trained.ts',
    from: 'named: parameterLeaves(named) };',
    to: 'named };',
    tests: runs('export'),
  },
  {
    name: 'the demonstration forgets the frame before',
    file: 'demo/model.ts',
    from: 'return [{ past: frame, network }, logits];',
    to: 'return [{ past: state.past, network }, logits];',
    tests: ['demo/trained.test.ts'],
  },
  {
    name: 'every batch begins with the first video',
    file: 'src/cli/train/phases.ts',
    from: 'step(rate, batchAt(from, count))',
    to: 'step(rate, batchAt(0, count))',
    tests: runs('train-data'),
  },
  {
    name: 'a run is evaluated on training digits',
    file: 'src/cli/train/session.ts',
    from: "{ split: 'test', digits }",
    to: "{ split: 'train', digits }",
    tests: runs('train-data'),
  },
  {
    name: 'the state that diverges is kept for the last good one',
    file: 'src/cli/train/session.ts',
    from: '(earlier ?? now)',
    to: 'now',
    tests: runs('train-diverges'),
  },
  {
    name: 'the test at the end is on the videos that a run was judged by on its way',
    file: 'src/cli/reproduce/final-test.ts',
    from: '{ ...config, seed: test.seed }',
    to: 'config',
    tests: runs('reproduce'),
  },
  {
    name: 'the run that is to start from 3 digits starts from nothing',
    file: 'src/cli/reproduce/experiment.ts',
    from: "files.get(startsFrom ?? '')",
    to: 'undefined',
    tests: runs('reproduce'),
  },
  {
    name: 'CPU time is that of the last process alone',
    file: 'src/cli/reproduce/outcome.ts',
    from: "if (entry.kind === 'start') ofProcesses.push(0);",
    to: "if (entry.kind === 'start') ofProcesses.length = 0;",
    tests: runs('reproduce-settings'),
  },
];
