export { constant, ones, zeros } from './constant.ts';
export {
  type NormalMoments,
  normal,
  truncatedNormal,
  truncatedStd,
  type UniformRange,
  uniform,
} from './distributions.ts';
export type { Initialiser } from './initialiser.ts';
export { type OrthogonalOptions, orthogonal } from './orthogonal.ts';
export {
  type Fans,
  fansOf,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  lecunNormal,
} from './scaled.ts';
