import type { Key } from '../nn/layer.ts';
import { foldIn, uniform, zeros } from '../tensor/ops/index.ts';
import type { RstgConfig } from './config.ts';
import { type AnyRstgParams, parameterTree } from './params.ts';

/**
 * Initial parameters: weights uniform by Glorot and Bengio (AISTATS 2010, eq. 16), biases zero. Each weight
 * draws from its own key, so one parameter does not depend on which others there are.
 */
export const initialParams = (config: RstgConfig, key: Key): AnyRstgParams => {
  let number = 0;
  return parameterTree(config, {
    matrix: (_, rows, columns) => {
      const bound = Math.sqrt(6 / (rows + columns));
      return uniform(foldIn(key, number++), [rows, columns], { low: -bound, high: bound });
    },
    vector: (_, size) => zeros([size]),
  });
};
