import * as tf from '@tensorflow/tfjs';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import type { TrainingEvent } from '@causal-mechanisms/tensor-utils';

export const stream = () => new RandomStream(1);

/** What functions of a package made: its parts are checked there. */
class Opaque {
  readonly made = true;
}

export const opaque = <T extends object>(given: T): T => Object.assign(new Opaque(), given);

/** A handler of TensorFlow.js that gives back what was saved. */
export function memoryFile(): { readonly handler: tf.io.IOHandler } {
  let saved: tf.io.ModelArtifacts = {};
  return {
    handler: {
      save: (artifacts) => {
        saved = artifacts;
        const modelArtifactsInfo = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
        return Promise.resolve({ modelArtifactsInfo });
      },
      load: () => Promise.resolve(saved),
    },
  };
}

/** Arguments of `load`: a handler with what a model saves. */
export async function saved(
  given: Saving | Promise<Saving>,
): Promise<{ readonly handler: tf.io.IOHandler }> {
  const { handler } = memoryFile();
  const model = await given;
  await model.save(handler);
  model.dispose?.();
  return { handler: opaque({ ...handler }) };
}

interface Saving {
  save(handler: tf.io.IOHandler): Promise<unknown>;
  dispose?(): void;
}

/** The model of a training that is run to its end. */
export async function finished<Model>(run: AsyncIterable<TrainingEvent<Model>>): Promise<Model> {
  for await (const event of run) if (event.kind === 'end') return event.model;
  throw new Error('expected an end event');
}
