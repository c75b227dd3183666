/**
 * The Recurrent Space-time Graph network (Nicolicioiu, Duta, Leordeanu, NeurIPS 2019) as composed combinators.
 *
 * @module thwc/rstg
 */
export { type MessageCounts, predictedMessages } from './complexity.ts';
export * from './config.ts';
export { gridGraph, type MessageGraph, messageGraph, withOwnPast } from './graph.ts';
export { cellsTouch, coverage, type GridNode, gridNodes, regionsOverlap } from './grid.ts';
export {
  type Clip,
  type Frame,
  type Network,
  network,
  type RstgOptions,
  type RunningMean,
  type StreamState,
} from './network.ts';
export { type AnyRstgParams, type Leaves, parameterShapes, parameterTree, type RstgTree } from './params.ts';
export { positionMaps } from './positions.ts';
export { type BlockConfig, type Rstg, type RstgStream, rstg, rstgBlock } from './rstg.ts';
export { type Carries, type Order, orders, type Stages } from './schedules.ts';
export { messageLabels, type SpaceStage, space } from './space.ts';
export { type Memory, time } from './time.ts';
export type * from './types-of-config.ts';
