/** Small changes of a stage: other edges, other numbers, other messages. */
import { type MessageGraph, messageGraph } from '../../src/rstg/index.ts';
import type { Value } from '../../src/tensor/value.ts';
import { valueFrom } from '../../src/tensor/values.ts';
import type { StageSample } from './stage.ts';

type Matrix = Value<[number, number]>;

export const mapped = ({ shape, data }: Matrix, f: (x: number, at: number) => number): Matrix =>
  valueFrom(shape, Float32Array.from(data, f));

export const added = (a: Matrix, b: Matrix): Matrix => mapped(a, (x, i) => x + (b.data[i] ?? Number.NaN));

export const edgesOf = ({ source, target }: MessageGraph) =>
  source.map((from, e) => [from, target[e] ?? 0] as const);

/** The same stage on other edges. */
export const on = (stage: StageSample, edges: readonly (readonly [number, number])[]): StageSample => ({
  ...stage,
  graph: messageGraph(stage.graph.receivers, edges),
});

export const incoming = ({ target }: MessageGraph, node: number): number =>
  target.filter((to) => to === node).length;

/** A network that sends the same message whatever it is given. */
export const sendsAlways = (stage: StageSample): StageSample => {
  const [first, second] = stage.send;
  return { ...stage, send: [first, { weight: mapped(second.weight, () => 0), bias: second.bias }] };
};
