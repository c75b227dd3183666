import type { RstgConfig } from '../../src/rstg/index.ts';
import type { AnyValue } from '../../src/tensor/value.ts';
import type { ParamValues, Sample } from '../arbitraries/rstg.ts';
import { upTo } from './lattice.ts';

export type Row = readonly number[];
export type Rows = readonly Row[];

export interface Dense {
  readonly weight: Rows;
  readonly bias: Row;
}

export type Mlp = readonly [Dense, Dense];

export interface Lstm {
  readonly input: Rows;
  readonly hidden: Rows;
  readonly bias: Row;
}

/** Parameters in nested arrays, the update networks of scales by their grid's size. */
export interface PlainParams {
  readonly project?: Dense | undefined;
  readonly send?: Mlp | undefined;
  readonly attend?: { readonly source: Rows; readonly target: Rows } | undefined;
  readonly update?: Mlp | undefined;
  readonly updates: ReadonlyMap<number, Mlp>;
  readonly inner?: Lstm | undefined;
  readonly outer?: Lstm | undefined;
  readonly unproject?: Dense | undefined;
}

/** A sample without tensors. `features[t][pixel][channel]`. */
export interface PlainSample {
  readonly config: RstgConfig;
  readonly params: PlainParams;
  readonly features: readonly Rows[];
}

const row = ({ data }: AnyValue): Row => [...data];

const rows = ({ shape: [, width = 0], data }: AnyValue): Rows =>
  upTo(data.length / width).map((i) => [...data.subarray(i * width, (i + 1) * width)]);

type DenseValues = NonNullable<ParamValues['project']>;
type MlpValues = NonNullable<ParamValues['send']>;
type LstmValues = NonNullable<ParamValues['time']>['outer'];

const dense = ({ weight, bias }: DenseValues): Dense => ({ weight: rows(weight), bias: row(bias) });
const mlp = ([first, second]: MlpValues): Mlp => [dense(first), dense(second)];
const lstm = ({ input, hidden, bias }: LstmValues): Lstm => ({
  input: rows(input),
  hidden: rows(hidden),
  bias: row(bias),
});

const isMlp = (update: ParamValues['update']): update is MlpValues => Array.isArray(update);

/** Takes a sample apart. */
export const plain = ({ config, params, features }: Sample): PlainSample => {
  const { project, send, attend, update, time, unproject } = params;
  const size = config.height * config.width * config.channels;
  return {
    config,
    params: {
      project: project && dense(project),
      send: send && mlp(send),
      attend: attend && { source: rows(attend.source), target: rows(attend.target) },
      update: isMlp(update) ? mlp(update) : undefined,
      updates: new Map(
        isMlp(update)
          ? []
          : Object.entries(update ?? {}).map(([name, own]) => [Number(name.replace('scale', '')), mlp(own)]),
      ),
      inner: time?.inner && lstm(time.inner),
      outer: time?.outer && lstm(time.outer),
      unproject: unproject && dense(unproject),
    },
    features: upTo(config.frames).map((t) =>
      upTo(config.height * config.width).map((pixel) => {
        const from = t * size + pixel * config.channels;
        return [...features.data.subarray(from, from + config.channels)];
      }),
    ),
  };
};
