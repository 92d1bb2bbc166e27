import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectGradient, expectLeakFree } from '@causal-mechanisms/test-utils';
import { policyLoss } from '../../../src/policy/training/policyLoss.ts';

beforeAll(() => useBackend());

const TARGETS = {
  actions: Int32Array.of(1, 0),
  advantages: Float32Array.of(2, -1),
  returns: Float32Array.of(3, 0),
};
const WEIGHTS = { valueWeight: 0.5, entropyWeight: 0.1 };

describe('policyLoss', () => {
  it('is that of actor, critic and entropy, by hand', async () => {
    const found = await expectLeakFree(async () => {
      // Probabilities 1/4 and 3/4, then 1/2 and 1/2.
      const logits = tf.tensor2d([0, Math.log(3), 5, 5], [2, 2]);
      const values = tf.tensor2d([1, 2], [2, 1]);
      const loss = policyLoss({ logits, values }, TARGETS, WEIGHTS);
      const parts = [loss.loss, loss.actorLoss, loss.criticLoss, loss.entropy];
      const numbers = await Promise.all(parts.map(async (part) => (await part.data())[0] ?? NaN));
      tf.dispose([logits, values, ...parts]);
      return numbers;
    });
    const actor = (-2 * Math.log(0.75) + Math.log(0.5)) / 2;
    const entropy = (-0.25 * Math.log(0.25) - 0.75 * Math.log(0.75) - Math.log(0.5)) / 2;
    const expected = [actor + 0.5 * 4 - 0.1 * entropy, actor, 4, entropy];
    expected.forEach((value, i) => {
      expect(found[i]).toBeCloseTo(value, 5);
    });
  });

  it('has the gradient of its value', async () => {
    const logits = tf.tensor2d([0.3, -0.2, 1, 0.5], [2, 2]);
    const values = tf.tensor2d([0.5, 1], [2, 1]);
    await expectGradient(
      (l, v) =>
        policyLoss({ logits: l as tf.Tensor2D, values: v as tf.Tensor2D }, TARGETS, WEIGHTS).loss,
      [logits, values],
    );
    tf.dispose([logits, values]);
  });
});
