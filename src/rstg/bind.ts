import { TensorError, within } from '../tensor/error.ts';
import { add, concat, slice, tensor } from '../tensor/ops/index.ts';
import type { Save } from '../tensor/scan.ts';
import type { RstgConfig } from './config.ts';
import { gridGraph, withOwnPast } from './graph.ts';
import { mlp } from './mlp.ts';
import { normalised } from './normalised.ts';
import type { AnyRstgParams } from './params.ts';
import { positionMaps } from './positions.ts';
import type { Stages, TimeStage } from './schedules.ts';
import { type SpaceStage, space } from './space.ts';
import { time } from './time.ts';
import type { Lstm, Mlp, Nodes } from './types.ts';

/** A branch of the parameters that the configuration asks for. */
const needed = <A>(branch: A | undefined, name: string): A => {
  if (branch === undefined) throw new TensorError('rstg', `the parameters have no ${name}`);
  return branch;
};

const isMlp = (update: AnyRstgParams['update']): update is Mlp => Array.isArray(update);

/** One update network for all nodes, or each scale's own on the rows of its grid. */
const updateOf = ({ scales, update: rule }: RstgConfig, params: AnyRstgParams): ((state: Nodes) => Nodes) => {
  const update = needed(params.update, 'update');
  if (isMlp(update)) {
    if (rule !== 'shared')
      throw new TensorError('rstg', 'the parameters hold one update for all scales', [], 'one for each');
    return (state) => mlp(update, state);
  }
  if (rule !== 'scalewise')
    throw new TensorError('rstg', 'the parameters hold an update for each scale', [], 'one for all');
  return (state) => {
    let next = 0;
    const grids = scales.map((s) => {
      const rows = slice(state, [[next, next + s * s]]);
      next += s * s;
      return within(`scale${s}`, () => mlp(needed(update[`scale${s}`], `update.scale${s}`), rows));
    });
    return concat(grids, 0);
  };
};

/** The space stage over the grids; with `past`, every node's own past state is a further sender. */
const spaceStage = (config: RstgConfig, params: AnyRstgParams, past: boolean): SpaceStage => {
  const { scales, positional, gather, edges } = config;
  const graph = gridGraph(scales, edges);
  const maps = positional === null ? null : positionMaps(scales, positional);
  return {
    graph: past ? withOwnPast(graph) : graph,
    positions: maps === null ? null : tensor(past ? [...maps, ...maps] : maps),
    send: needed(params.send, 'send'),
    gather,
    attend: gather === 'sum' ? null : needed(params.attend, 'attend'),
    update: updateOf(config, params),
  };
};

/** The stages of a configuration with their parameters bound. A stage is looked up when a schedule uses it. */
export const bindStages = (config: RstgConfig, params: AnyRstgParams, save: Save): Stages => {
  const lstm = (stage: 'inner' | 'outer'): Lstm => needed(params.time?.[stage], `time.${stage}`);
  const seen = (v: Nodes): Nodes => normalised(config, v);
  const made = (v: Nodes, out: Nodes): Nodes => (config.residual === true ? add(v, out) : out);
  const timeStage =
    (stage: 'inner' | 'outer'): TimeStage =>
    (memory, v) => {
      const after = time(lstm(stage), memory, seen(v));
      return [after, made(v, after.hidden)];
    };
  const spaceOf = (past: boolean, v: Nodes, senders: Nodes): Nodes =>
    made(v, space(spaceStage(config, params, past), senders, seen(v)));
  return {
    iterations: config.iterations,
    save,
    space: (v) => spaceOf(false, v, seen(v)),
    spaceWithPast: (v, past) => spaceOf(true, v, seen(concat([v, past], 0))),
    inner: timeStage('inner'),
    outer: timeStage('outer'),
  };
};
