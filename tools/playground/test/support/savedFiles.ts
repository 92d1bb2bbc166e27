import * as tf from '@tensorflow/tfjs';

/**
 * @param save - Saves something through a handler.
 * @returns The files that it would have written.
 */
export async function savedFiles(
  save: (handler: tf.io.IOHandler) => Promise<void>,
): Promise<File[]> {
  let saved: tf.io.ModelArtifacts = {};
  await save(
    tf.io.withSaveHandler((artifacts) => {
      saved = artifacts;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
      });
    }),
  );
  const { weightData, weightSpecs: weights, ...rest } = saved;
  const parts = Array.isArray(weightData) ? weightData : [weightData ?? new ArrayBuffer(0)];
  const description = { ...rest, weightsManifest: [{ paths: ['weights.bin'], weights }] };
  return [new File([JSON.stringify(description)], 'model.json'), new File(parts, 'weights.bin')];
}
