import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { expectDamageAnswered, thrownCode } from '@causal-mechanisms/test-utils';
import * as tf from '@tensorflow/tfjs';
import { ClassifierModel } from '../../../src/baselines/classifier/classifierModel.ts';
import { labelScaling } from '../../../src/labels/labelScaling.ts';
import { memoryHandler } from '../../memoryHandler.ts';
import { tinyData } from '../data.ts';

beforeAll(() => useBackend());

const { factors, values } = tinyData(20);
const state = (count: number) =>
  labelScaling(
    values.filter((_, i) => i % 3 < count),
    factors.slice(0, count),
    { loss: 'ce' },
  ).state;
const create = (seed: number, outputs = 3, width = 8) =>
  new ClassifierModel(
    {
      observationShape: [4],
      networks: { kind: 'mlp', width, depth: 2, injectedNoise: false },
      scaling: state(outputs),
    },
    new RandomStream(seed),
  );
const x = () => tf.tensor2d(new RandomStream(2).normals(300 * 4), [300, 4]);

describe('ClassifierModel', () => {
  it('gives a logit per question, that of the target first', async () => {
    const before = tf.memory().numTensors;
    const model = create(1);
    const observations = x();
    const [logits, target] = [model.logits(observations), model.predict(observations)];
    expect([logits.shape, target.shape]).toEqual([[300, 3], [300]]);
    const [all, one] = [await logits.data(), await target.data()];
    expect(Array.from(one)).toEqual(Array.from(all).filter((_, i) => i % 3 === 0));
    expect(model.factorNames).toEqual(['a', 'b', 'both']);
    tf.dispose([observations, logits, target]);
    model.dispose();
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('comes back from a file as it was', async () => {
    const model = create(1);
    const handler = memoryHandler();
    await model.save(handler);
    const loaded = await ClassifierModel.load(handler);
    expect(loaded.description).toEqual(model.description);
    const observations = x();
    expect(await loaded.logits(observations).data()).toEqual(
      await model.logits(observations).data(),
    );
    handler.artifacts.weightData = new ArrayBuffer(4);
    await expect(ClassifierModel.load(handler)).rejects.toMatchObject({ code: 'ERR_FILE_FORMAT' });
    loaded.dispose();
    model.dispose();
    expect(thrownCode(() => model.predict(observations))).toBe('ERR_DISPOSED');
    observations.dispose();
  });

  it.each([3, 2])(
    'takes all but the last layer of another one with %d questions',
    async (count) => {
      const before = tf.memory().numTensors;
      const [model, other] = [create(1), create(2, count)];
      const own = await model.network.numbers();
      const given = await other.network.numbers();
      await model.startFrom(other);
      const found = await model.network.numbers();
      // Layers of 4 -> 8 and 8 -> 8, then the last one.
      const body = 4 * 8 + 8 + 8 * 8 + 8;
      expect(found.slice(0, body)).toEqual(given.slice(0, body));
      expect(found.slice(body)).toEqual(own.slice(body));
      expect(found).toHaveLength(body + 8 * 3 + 3);
      model.dispose();
      other.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('refuses to start from another size', async () => {
    const [model, other] = [create(1), create(2, 3, 9)];
    await expect(model.startFrom(other)).rejects.toMatchObject({ code: 'ERR_SHAPE' });
    model.dispose();
    other.dispose();
  });
});

it('answers damage in any place at once, and leaves nothing behind', async () => {
  const refused = await expectDamageAnswered(create(1), (handler) => ClassifierModel.load(handler));
  expect(refused).toBeGreaterThan(50);
});
