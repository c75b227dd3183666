/**
 * Data: MNIST, and the moving digits of SyncMNIST. Pure; loading from disk is in `thwc/data/node`.
 *
 * @module thwc/data
 */
export { parseIdx } from './idx.ts';
export { type Mnist, type MnistSplit, mnistImage, mnistSide, mnistSplit, parseMnistSplit } from './mnist.ts';
export { type Resize, squareResizer } from './resize.ts';
export {
  type Canvas,
  type CanvasGeometry,
  type ConfigError,
  canvases,
  frameSide,
  type Split,
  type SyncMnistConfig,
  syncMnistConfig,
  syncMnistDefaults,
} from './sync-mnist/config.ts';
export { type DigitPair, labelCount, labelPair, noneLabel, pairLabel } from './sync-mnist/labels.ts';
export { movesAlike, type Path, type Place, pairsMovingAlike } from './sync-mnist/motion.ts';
export { type Scene, type SceneDigit, syncMnistScene } from './sync-mnist/scene.ts';
export {
  type SyncMnistBatch,
  type SyncMnistVideo,
  syncMnistBatch,
  syncMnistBatches,
  syncMnistVideo,
} from './sync-mnist/video.ts';
