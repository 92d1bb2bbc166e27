// What the tests of several files need.
import * as tf from '@tensorflow/tfjs';
import { RandomStream, splitParameters } from '@causal-mechanisms/tensor-utils';
import type { ParameterLayout } from '@causal-mechanisms/tensor-utils';
import { ExpertsModel, resolveExpertsConfig } from '../src/index.ts';

/** A source of images `[n, size, size, channels]` with uniform pixels. */
export function randomImages(seed: number) {
  const stream = new RandomStream(seed);
  return (n: number, size = 16, channels = 3) =>
    tf.tensor4d(stream.uniforms(n * size * size * channels), [n, size, size, channels]);
}

/** The parameters of a network, one tensor each. */
export function parameterTensors(layout: ParameterLayout, values: Float32Array): tf.Tensor[] {
  return tf.tidy(() => splitParameters(tf.tensor1d(values), layout));
}

/** No pause: the test waits for nothing. */
export const noPause = () => Promise.resolve();

/** Three small experts on 16x16 images of three channels. */
export const smallConfig = resolveExpertsConfig({
  experts: 3,
  filters: 4,
  discriminatorFilters: [3, 4, 5],
  discriminatorUnits: 6,
});

export function smallModel(): ExpertsModel {
  return ExpertsModel.create(smallConfig, [16, 16, 3], new RandomStream(5));
}

/** Keeps what is saved in memory, as a stock handler would on disk. */
export function memoryHandler(): tf.io.IOHandler & { artifacts?: tf.io.ModelArtifacts } {
  const handler: tf.io.IOHandler & { artifacts?: tf.io.ModelArtifacts } = {
    save: (artifacts) => {
      handler.artifacts = artifacts;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
      });
    },
    load: () => Promise.resolve(handler.artifacts as tf.io.ModelArtifacts),
  };
  return handler;
}
