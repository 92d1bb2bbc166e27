import * as tf from '@tensorflow/tfjs';
import { processorTime } from '../processorTime.ts';
import { damagedArtifacts } from './damagedArtifacts.ts';

/** What loading a damaged model may take, in milliseconds of processor time. */
const LIMIT = 1000;

/**
 * Damages a saved model in every place and expects each copy to be loaded, or refused as `ERR_FILE_FORMAT`, within a second of processor time and without
 * a tensor left behind.
 *
 * @param model - A small model; disposed of.
 * @param load - The static method that reads what it saves.
 * @returns How many copies were refused.
 * @throws Error that lists what was answered otherwise.
 *
 * @example
 * ```ts
 * // in a test
 * const refused = await expectDamageAnswered(smallModel(), ExpertsModel.load);
 * expect(refused).toBeGreaterThan(100);
 * ```
 */
export async function expectDamageAnswered(
  model: { save(handler: tf.io.IOHandler): Promise<void>; dispose(): void },
  load: (handler: tf.io.IOHandler) => Promise<{ dispose(): void }>,
): Promise<number> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save({
    save: (artifacts) => {
      saved = artifacts;
      const info = { dateSaved: new Date(0), modelTopologyType: 'JSON' as const };
      return Promise.resolve({ modelArtifactsInfo: info });
    },
  });
  model.dispose();
  const before = tf.memory().numTensors;
  const problems: string[] = [];
  let refused = 0;
  for (const { words, artifacts } of damagedArtifacts(saved ?? {})) {
    const start = processorTime();
    try {
      (await load({ load: () => Promise.resolve(artifacts) })).dispose();
    } catch (error) {
      refused++;
      const isTyped = error instanceof Error && 'code' in error && error.code === 'ERR_FILE_FORMAT';
      if (!isTyped) problems.push(`${words}: ${error instanceof Error ? error.stack : 'no error'}`);
    }
    const took = processorTime() - start;
    if (took > LIMIT) problems.push(`${words}: took ${Math.round(took)} ms`);
    const left = tf.memory().numTensors - before;
    if (left !== 0) {
      problems.push(`${words}: leaves ${left} tensors`);
      break;
    }
  }
  if (problems.length > 0) {
    const first = problems.slice(0, 20).join('\n');
    throw new Error(`${problems.length} damaged models were answered wrongly:\n${first}`);
  }
  return refused;
}
