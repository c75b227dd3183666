// TensorFlow.js with its gradients, which a bundler would else leave out. Imported only when its turn comes: its
// backend looks for WebGPU when it is loaded.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-webgpu/dist/index.js';

export * as tf from '@tensorflow/tfjs-core';
