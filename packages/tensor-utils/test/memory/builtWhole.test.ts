import * as tf from '@tensorflow/tfjs';
import { thrownCode } from '@causal-mechanisms/test-utils';
import {
  builtWhole,
  FlatAdam,
  ParameterVector,
  parameterLayout,
  useBackend,
} from '../../src/index.ts';

const layout = parameterLayout([
  { name: 'kernel', shape: [2, 2] },
  { name: 'bias', shape: [2] },
]);

beforeAll(() => useBackend());

describe('builtWhole', () => {
  it('leaves what was built as it would be without it', async () => {
    const before = tf.memory().numTensors;
    const built = builtWhole(() => ({
      vector: new ParameterVector(layout, tf.range(0, 6)),
      adam: new FlatAdam(6),
      plain: tf.ones([2]),
    }));
    expect(tf.memory().numTensors).toBe(before + 3 + 2 + 1);
    expect(Array.from(await built.vector.values.data())).toEqual([0, 1, 2, 3, 4, 5]);
    expect(Array.from(await built.plain.data())).toEqual([1, 1]);
    built.vector.dispose();
    built.adam.dispose();
    built.plain.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves plain tensors to the scope around it', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      builtWhole(() => tf.ones([2]));
      expect(tf.memory().numTensors).toBe(before + 1);
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves nothing where a part refuses, and passes its error on', () => {
    const before = tf.memory().numTensors;
    const outside = tf.ones([2]);
    const code = thrownCode(() =>
      builtWhole(() => [
        new ParameterVector(layout, tf.zeros([6])),
        outside.add(1),
        new FlatAdam(6, { learningRate: -1 }),
      ]),
    );
    expect(code).toBe('ERR_ARGUMENT');
    expect(outside.isDisposed).toBe(false);
    outside.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
