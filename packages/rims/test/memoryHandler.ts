import type { io } from '@tensorflow/tfjs';

/** Keeps what is saved in memory, as a stock handler would on disk. */
export function memoryHandler(): io.IOHandler & { artifacts: io.ModelArtifacts } {
  const handler: io.IOHandler & { artifacts: io.ModelArtifacts } = {
    artifacts: {},
    save: (artifacts) => {
      handler.artifacts = artifacts;
      return Promise.resolve({
        modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
      });
    },
    load: () => Promise.resolve(handler.artifacts),
  };
  return handler;
}
