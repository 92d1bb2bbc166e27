import * as tf from '@tensorflow/tfjs';
import { copyingTask } from '@causal-mechanisms/datasets';
import type { SequenceTask } from '@causal-mechanisms/datasets';
import type { SequenceModel } from '../../src/model/sequenceModel.ts';
import { trainSequenceModel } from '../../src/training/trainSequenceModel.ts';
import type {
  SequenceTrainingEvent,
  TrainSequenceModelOptions,
} from '../../src/training/trainSequenceModel.ts';
import type { SequenceTrainingConfigInput } from '../../src/training/trainingConfig.ts';

/** Ten updates in a moment. */
export const tiny = {
  core: { kind: 'rims', units: 12, modules: 3, activeModules: 2, inputKeyWidth: 8 },
  embeddingWidth: 6,
  batchSize: 4,
  updates: 10,
} as const satisfies SequenceTrainingConfigInput;
export const copying = copyingTask({ gap: 2, symbols: 1 });
/** For `promise.catch`. */
export const code = (error: { code?: string }) => error.code;

interface Outcome {
  readonly events: SequenceTrainingEvent[];
  readonly losses: number[];
  readonly model: SequenceModel;
  readonly values: Float32Array;
}

/** Runs to the end, or until it is told to stop after an update; the caller disposes of the model. */
export async function train(
  task: SequenceTask,
  options: TrainSequenceModelOptions,
  stopAt?: number,
): Promise<Outcome> {
  const stop = new AbortController();
  const events: SequenceTrainingEvent[] = [];
  const losses: number[] = [];
  for await (const event of trainSequenceModel(task, { signal: stop.signal, ...options })) {
    events.push(event);
    if (event.kind === 'step' && event.step === stopAt) stop.abort();
    if (event.kind === 'step') losses.push(event.scalars['loss'] ?? NaN);
    if (event.kind === 'end') {
      const values = await event.model.parameters.values.data<'float32'>();
      return { events, losses, model: event.model, values };
    }
  }
  throw new Error('expected an end event');
}

/** Threads may add in another order on the native backend; one thread does not. */
export function expectSame(actual: Float32Array, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  const exact = tf.getBackend() !== 'tensorflow';
  const far = expected.filter((value, i) => {
    const distance = Math.abs(value - (actual[i] ?? NaN));
    return exact ? distance !== 0 : !(distance <= 1e-6);
  });
  expect(far).toHaveLength(0);
}
