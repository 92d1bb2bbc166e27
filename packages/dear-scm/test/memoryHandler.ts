import * as tf from '@tensorflow/tfjs';

/** Keeps what is saved in memory, and gives it back. */
export function memoryHandler(): tf.io.IOHandler & { artifacts: tf.io.ModelArtifacts } {
  const handler = {
    artifacts: {} as tf.io.ModelArtifacts,
    save: (written: tf.io.ModelArtifacts) => {
      handler.artifacts = written;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' as const },
      });
    },
    load: () => Promise.resolve(handler.artifacts),
  };
  return handler;
}
