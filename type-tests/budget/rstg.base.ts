// The baseline of rstg.ts: the same imports, nothing built.
import type { Tensor } from '../../src/index.ts';
import type { RstgParams, rstg } from '../../src/rstg/index.ts';

export type Imported = [Tensor<[10, 6, 6, 512]>, typeof rstg, RstgParams<never>];
