import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { scoreRollouts } from '../../../src/frames/evaluate/scoreRollouts.ts';
import { frameSource } from '../../../src/frames/frameSource.ts';
import { trainFrameModel } from '../../../src/frames/training/trainFrameModel.ts';
import { withoutKeys } from '../../../src/cores/shared/withoutKeys.ts';
import { movingBars, TINY } from '../someFrames.ts';

beforeAll(() => useBackend());

const model = withoutKeys(TINY, 'shape');
const source = frameSource(movingBars(8, 10));

it.each([
  ['RIMs', { ...model.core, units: 24 }],
  ['an LSTM', { kind: 'lstm', units: 24 } as const],
])(
  'learns to go on with a moving bar: %s',
  async (_name, core) => {
    const before = tf.memory().numTensors;
    const config = {
      ...model,
      core,
      filters: [4, 8],
      codeWidth: 16,
      decoderWidth: 32,
      batchSize: 8,
      updates: 120,
      learningRate: 0.02,
      finalLearningRate: 0.001,
    };
    for await (const event of trainFrameModel(source, { config })) {
      if (event.kind !== 'end') continue;
      const { f1, crossEntropy } = await scoreRollouts(event.model, source, { fed: 4, own: 6 });
      // The bar covers a quarter of the frame: to say so everywhere costs 0.56 nats.
      expect(Math.max(...crossEntropy.slice(3))).toBeLessThan(0.2);
      expect(Math.min(...f1.slice(3))).toBeGreaterThan(0.85);
      event.model.dispose();
    }
    expect(tf.memory().numTensors).toBe(before);
  },
  60_000,
);

it('refuses a source that is none', async () => {
  const run = trainFrameModel({ ...source, read: undefined } as never);
  await expect(run.next()).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
});
