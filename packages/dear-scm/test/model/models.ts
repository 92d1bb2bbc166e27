import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { labelScaling } from '../../src/labels/labelScaling.ts';
import type { DearDescription } from '../../src/model/dearDescription.ts';
import { DearModel } from '../../src/model/dearModel.ts';
import { inferenceNetworks } from '../../src/model/dearNetworks.ts';
import { savedLayout } from '../../src/model/dearParameters.ts';

/** Two factors, a third coordinate that is free. */
export const description: DearDescription = {
  observationShape: [4],
  factors: [
    { name: 'light', kind: 'continuous', unit: 'degrees' },
    { name: 'smile', kind: 'binary' },
  ],
  graph: [
    [0, 1],
    [0, 0],
  ],
  latentWidth: 3,
  prior: { kind: 'linear', leastSlope: null },
  networks: { kind: 'mlp', width: 6, depth: 1, injectedNoise: true },
  average: null,
  scaling: labelScaling(
    [48, 0, 88, 1],
    [
      { name: 'light', kind: 'continuous' },
      { name: 'smile', kind: 'binary' },
    ],
    { loss: 'ce' },
  ).state,
};

/** A model of random numbers; the caller disposes of it. */
export function randomModel(changes: Partial<DearDescription> = {}): DearModel {
  const whole = { ...description, ...changes };
  const { length } = savedLayout(inferenceNetworks(whole));
  return new DearModel(whole, new RandomStream(3).normals(length, 0, 0.5));
}

/** A place to save to in memory, and the handler that reads from it. */
export function memoryFile(): {
  readonly handler: tf.io.IOHandler;
  artifacts(): tf.io.ModelArtifacts;
} {
  let kept: tf.io.ModelArtifacts = {};
  return {
    handler: {
      save: (artifacts) => {
        kept = artifacts;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        });
      },
      load: () => Promise.resolve(kept),
    },
    artifacts: () => kept,
  };
}
