import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { heldModel } from '../../../../src/recipes/dear-scm/counterfactuals/heldModel.ts';
import { featureModel } from '../pendulum/models.ts';

beforeAll(() => useBackend());

describe('heldModel', () => {
  it('replaces one coordinate and generates', async () => {
    const model = await featureModel();
    const x = tf.randomUniform([3, 32], -1, 1, 'float32', 1);
    const before = tf.memory().numTensors;
    const { observations } = await heldModel(model).do(x, { light: 60 });
    expect(tf.memory().numTensors).toBe(before + 1);
    const place = model.factorNames.indexOf('light');
    const expected = tf.tidy(() => {
      const rows = model.encode(x).arraySync();
      for (const row of rows) row[place] = model.scaling.toLatent(place, 60);
      return model.generate(tf.tensor2d(rows));
    });
    const far = tf.tidy(() => tf.max(tf.abs(tf.sub(expected, observations))).arraySync());
    expect(far).toBeLessThan(1e-5);
    const reconstructed = heldModel(model).reconstruct(x);
    expect(reconstructed.shape).toEqual([3, 32]);
    expect(() => heldModel(model).do(x, { moon: 1 })).toThrow('no factor moon');
    tf.dispose([x, observations, expected, reconstructed]);
    model.dispose();
  });
});
